"""Pages served instead of the one that was requested: consent, login, bot check, soft 404.

Each is recognised by several signs together, since an article may well be titled "Access denied".
"""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from embedsvc.errors import Failure, NotFound, UpstreamRefused
from embedsvc.read.html.document import Document
from embedsvc.read.html.visible_text import visible_text
from embedsvc.read.word_lists import word_set

_BOT_TITLES = (
    "just a moment", "attention required! | cloudflare", "please wait... | cloudflare", "access denied",
    "access to this page has been denied", "pardon our interruption", "are you a robot",
    "robot or human", "robot check", "human verification", "security check", "verifying you are human",
    "checking your browser", "ddos-guard", "one moment, please", "bot verification", "captcha",
    "you have been blocked", "403 forbidden", "verify you are human", "un momento", "einen moment",
    "un instant", "bir dakika lütfen", "один момент", "لحظة واحدة", "請稍候", "请稍候",
    "しばらくお待ちください",
)  # fmt: skip
_BOT_MARKUP = (
    b"_cf_chl_opt",
    b"/_Incapsula_Resource?",
    b"captcha-delivery.com",
    b"px-captcha",
    b"awsWafCookieDomainList",
)
_MAX_BOT_CHECK = 64 * 1024
"""Bytes of a page that is nothing but a bot check; such pages have next to no meta tags either."""
_MAX_BOT_CHECK_METAS = 12

_CONSENT_TITLES = (
    "before you continue", "antes de ir a", "antes de continuar", "bevor sie fortfahren",
    "bevor du fortfährst", "avant d'accéder", "avant de continuer", "prima di continuare",
    "voordat je verdergaat", "zanim przejdziesz", "before continuing to", "we value your privacy",
    "cookie consent", "your privacy choices", "privacy gate", "dpg media privacy",
    "cookies - zustimmung", "innan du fortsätter", "devam etmeden önce", "قبل المتابعة",
    "прежде чем продолжить", "перш ніж продовжити",
)  # fmt: skip
_CONSENT_HOSTS = ("consent.", "cookieconsent.", "privacygate.", "myprivacy.", "cmp-consent.")

_LOGIN_PATHS = word_set(
    "login log-in signin sign-in accounts servicelogin auth sso authwall checkpoint uas sessions identifier"
)
_LOGIN_HOSTS = ("accounts.", "login.", "signin.", "auth.")
# Titles in lower case, with hyphens for spaces.
_LOGIN_TITLES = word_set(
    "login log-in signin sign-in anmelden einloggen connexion se-connecter iniciar-sesión inicia-sesión "
    "accedi entrar inloggen zaloguj-się logowanie вход войти увійти giriş giriş-yap تسجيل-الدخول ورود "
    "כניסה התחברות ログイン 登录 登入 로그인 log-in-or-sign-up log-into-facebook"
)

_MISSING_TITLES = word_set(
    "404 page-not-found not-found 404-not-found error-404 404-error 404-page-not-found page-not-found-404 "
    "page-not-found-error seite-nicht-gefunden seite-wurde-nicht-gefunden page-introuvable page-non-trouvée "
    "página-no-encontrada pagina-no-encontrada página-não-encontrada pagina-non-trovata pagina-niet-gevonden "
    "nie-znaleziono-strony strona-nie-została-znaleziona страница-не-найдена сторінку-не-знайдено "
    "sayfa-bulunamadı الصفحة-غير-موجودة لم-يتم-العثور-على-الصفحة صفحه-پیدا-نشد صفحه-یافت-نشد הדף-לא-נמצא "
    "העמוד-לא-נמצא ページが見つかりません 页面不存在 找不到页面 페이지를-찾을-수-없습니다 "
    "sidan-hittades-inte siden-blev-ikke-fundet siden-ble-ikke-funnet sivua-ei-löytynyt stránka-nenalezena"
)

_MAX_WALL_TEXT = 3_000
"""Characters of visible text: a page with more is worth reading whatever its title."""
_MAX_TITLE = 200
_PATH_PARTS = 3
_TITLE_SEPARATOR = re.compile(r"(?: [|\-–—·»]|:) ")


def check(document: Document) -> Failure | None:
    """The failure that a wall stands for, None for any other page. It is `answered`: a page was served."""
    title = document.title.lower()
    if _is_consent(document, title):
        return UpstreamRefused("The site shows a consent page in place of this one.", answered=True)
    if _is_bot_check(document, title):
        return UpstreamRefused("The site shows a bot check in place of this page.", answered=True)
    phrases = _phrases(title)
    if _is_login(document, phrases):
        return UpstreamRefused("The site shows a login page in place of this one.", answered=True)
    if _is_soft_404(document, phrases):
        return NotFound("The site shows its home page or an error page in place of this one.", answered=True)
    return None


def _is_article(document: Document) -> bool:
    return any(
        attributes.get("property") == "article:published_time"
        or (
            attributes.get("property") == "og:type" and (attributes.get("content") or "").lower() == "article"
        )
        for attributes in (element.attributes for element in document.all("meta"))
    )


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _is_consent(document: Document, title: str) -> bool:
    """A redirect to a host for consent, or a title that asks for it above a form."""
    final, asked = _split(document.url), _split(document.asked)
    if final.netloc.startswith(_CONSENT_HOSTS) and not asked.netloc.startswith(_CONSENT_HOSTS):
        return True
    return title.startswith(_CONSENT_TITLES) and _has_form(document) and not _is_article(document)


def _has_form(document: Document) -> bool:
    return document.root.css_first("form, button") is not None


def _is_bot_check(document: Document, title: str) -> bool:
    """The title or the scripts of a bot check, with next to no text."""
    is_bare = len(document.markup) < _MAX_BOT_CHECK and len(document.all("meta")) < _MAX_BOT_CHECK_METAS
    if not title.startswith(_BOT_TITLES) and not (is_bare and document.contains(*_BOT_MARKUP)):
        return False
    return _has_little_text(document) and not _is_article(document)


def _has_little_text(document: Document) -> bool:
    return len(visible_text(document.roots[-1])) < _MAX_WALL_TEXT


def _is_login(document: Document, phrases: frozenset[str]) -> bool:
    """A redirect to the URL of a login, or the title of one with a password field."""
    final, asked = _split(document.url), _split(document.asked)
    was_redirected = final.path != asked.path or final.netloc != asked.netloc
    if was_redirected and (_is_login_path(final.path) or final.netloc.startswith(_LOGIN_HOSTS)):
        return not _is_login_path(asked.path)
    return not _LOGIN_TITLES.isdisjoint(phrases) and _has_password(document)


def _is_login_path(path: str) -> bool:
    return not _LOGIN_PATHS.isdisjoint(path.lower().strip("/").split("/")[:_PATH_PARTS])


def _has_password(document: Document) -> bool:
    return document.root.css_first("input[type='password' i]") is not None


def _phrases(title: str) -> frozenset[str]:
    """A title and its parts (one may be the site's name), with hyphens for spaces."""
    parts = (title, *_TITLE_SEPARATOR.split(title[:_MAX_TITLE]))
    return frozenset("-".join(part.strip(" .!?:…'\"").split()) for part in parts)


def _is_soft_404(document: Document, phrases: frozenset[str]) -> bool:
    """The home page instead of an item, by redirect or by its own canonical URL; or a title that means "not
    found".
    """
    final, asked = _split(document.url), _split(document.asked)
    if not _MISSING_TITLES.isdisjoint(phrases) and _has_little_text(document):
        return True
    if not _is_item(asked):
        return False
    if not _is_item(final):
        return _host_of(final) == _host_of(asked)
    canonical = map(_split, _canonical_urls(document))
    first = next(canonical, None)
    if first is None or _is_item(first) or _host_of(first) not in {"", _host_of(final)}:
        return False
    return not any(map(_is_item, canonical)) and not _is_article(document)


def _canonical_urls(document: Document) -> Iterator[str]:
    """`link rel=canonical`, then `og:url`, as written."""
    for link in document.all("link"):
        attributes = link.attributes
        if (attributes.get("rel") or "").lower() == "canonical" and (href := attributes.get("href")):
            yield href
    for element in document.all("meta"):
        attributes = element.attributes
        if attributes.get("property") == "og:url" and (content := attributes.get("content")):
            yield content


def _is_item(url: SplitResult) -> bool:
    """Whether a URL is of anything but a home page."""
    return bool(url.path.strip("/") or url.query)


def _host_of(url: SplitResult) -> str:
    return url.netloc.removeprefix("www.").lower()

"""Pages that stand between a link and what it promises: consent, login, bot check, soft 404.

Each is known by several marks together, since an article may well be titled "Access denied".
"""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from embedsvc.errors import Failure, NotFound, UpstreamRefused
from embedsvc.read import word_lists
from embedsvc.read.html.document import Document, words

_BOT_TITLES = (
    "just a moment", "attention required! | cloudflare", "please wait... | cloudflare", "access denied",
    "access to this page has been denied", "pardon our interruption", "are you a robot",
    "robot or human", "robot check", "human verification", "security check", "verifying you are human",
    "checking your browser", "ddos-guard", "one moment, please", "bot verification", "captcha",
    "you have been blocked", "403 forbidden", "verify you are human", "un momento", "einen moment",
    "un instant", "bir dakika lütfen", "один момент", "لحظة واحدة", "請稍候", "请稍候",
    "しばらくお待ちください",
)  # fmt: skip
_BOT_MARKS = (
    *(b"_cf_chl_opt", b"/_Incapsula_Resource?", b"captcha-delivery.com"),
    *(b"px-captcha", b"awsWafCookieDomainList"),
)
_SMALL = 64 * 1024
"""Bytes: pages that only check are small, and have next to no meta tags."""
_FEW = 12

_CONSENT_TITLES = (
    "before you continue", "antes de ir a", "antes de continuar", "bevor sie fortfahren",
    "bevor du fortfährst", "avant d'accéder", "avant de continuer", "prima di continuare",
    "voordat je verdergaat", "zanim przejdziesz", "before continuing to", "we value your privacy",
    "cookie consent", "your privacy choices", "privacy gate", "dpg media privacy",
    "cookies - zustimmung", "innan du fortsätter", "devam etmeden önce", "قبل المتابعة",
    "прежде чем продолжить", "перш ніж продовжити",
)  # fmt: skip
_CONSENT_HOSTS = ("consent.", "cookieconsent.", "privacygate.", "myprivacy.", "cmp-consent.")

_LOGIN_PATHS = word_lists.words(
    "login log-in signin sign-in accounts servicelogin auth sso authwall checkpoint uas sessions identifier"
)
_LOGIN_TITLES = word_lists.words(
    "login log-in signin sign-in anmelden einloggen connexion se-connecter iniciar-sesión inicia-sesión "
    "accedi entrar inloggen zaloguj-się logowanie вход войти увійти giriş giriş-yap تسجيل-الدخول ورود "
    "כניסה התחברות ログイン 登录 登入 로그인 log-in-or-sign-up log-into-facebook"
)

_MISSING_TITLES = word_lists.words(
    "404 page-not-found not-found 404-not-found error-404 404-error 404-page-not-found page-not-found-404 "
    "page-not-found-error seite-nicht-gefunden seite-wurde-nicht-gefunden page-introuvable page-non-trouvée "
    "página-no-encontrada pagina-no-encontrada página-não-encontrada pagina-non-trovata pagina-niet-gevonden "
    "nie-znaleziono-strony strona-nie-została-znaleziona страница-не-найдена сторінку-не-знайдено "
    "sayfa-bulunamadı الصفحة-غير-موجودة لم-يتم-العثور-على-الصفحة صفحه-پیدا-نشد صفحه-یافت-نشد הדף-לא-נמצא "
    "העמוד-לא-נמצא ページが見つかりません 页面不存在 找不到页面 페이지를-찾을-수-없습니다 "
    "sidan-hittades-inte siden-blev-ikke-fundet siden-ble-ikke-funnet sivua-ei-löytynyt stránka-nenalezena"
)

_LONG = 3_000
"""Characters of text: a page with more of it is worth reading whatever its title."""


def check(document: Document) -> Failure | None:
    """What the page stands for if it is a wall, else None. The failure's `answered` is true: a page came."""
    title = document.title.lower()
    if _is_consent(document, title):
        return UpstreamRefused("The site shows a consent page instead", answered=True)
    if _is_bot_check(document, title):
        return UpstreamRefused("The site shows a bot check instead", answered=True)
    said = _said(title)
    if _is_login(document, said):
        return UpstreamRefused("The site shows a login page instead", answered=True)
    if _is_soft_404(document, said):
        return NotFound("The site shows its home page or an error page instead", answered=True)
    return None


def _is_article(document: Document) -> bool:
    return any(
        said.get("property") == "article:published_time"
        or (said.get("property") == "og:type" and (said.get("content") or "").lower() == "article")
        for said in (element.attributes for element in document.all("meta"))
    )


def _parts(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _is_consent(document: Document, title: str) -> bool:
    """Sent to a host that exists to ask, or a title that asks over a form."""
    here, asked = _parts(document.url), _parts(document.asked)
    if here.netloc.startswith(_CONSENT_HOSTS) and not asked.netloc.startswith(_CONSENT_HOSTS):
        return True
    return title.startswith(_CONSENT_TITLES) and _has_form(document) and not _is_article(document)


def _has_form(document: Document) -> bool:
    return document.root.css_first("form, button") is not None


def _is_bot_check(document: Document, title: str) -> bool:
    """A title that such pages have, or their scripts, over next to no text."""
    is_bare = len(document.markup) < _SMALL and len(document.all("meta")) < _FEW
    if not title.startswith(_BOT_TITLES) and not (is_bare and document.holds(*_BOT_MARKS)):
        return False
    return _is_short(document) and not _is_article(document)


def _is_short(document: Document) -> bool:
    return len(words(document.roots[-1])) < _LONG


def _is_login(document: Document, said: frozenset[str]) -> bool:
    """Sent on to an address that logs in, or a title that says only that, with a password field."""
    here, asked = _parts(document.url), _parts(document.asked)
    steps = set(here.path.lower().strip("/").split("/")[:3])
    was_sent = here.path != asked.path or here.netloc != asked.netloc
    if was_sent and (
        steps & _LOGIN_PATHS or here.netloc.startswith(("accounts.", "login.", "signin.", "auth."))
    ):
        return not set(asked.path.lower().strip("/").split("/")[:3]) & _LOGIN_PATHS
    return not _LOGIN_TITLES.isdisjoint(said) and _has_password(document)


def _has_password(document: Document) -> bool:
    return document.root.css_first("input[type='password' i]") is not None


_SEPARATOR = re.compile(r"(?: [|\-–—·»]|:) ")


def _said(title: str) -> frozenset[str]:
    """A title, and what stands before or after the site's name in it, as the phrases above are written."""
    parts = (title, *_SEPARATOR.split(title[:200]))
    return frozenset("-".join(part.strip(" .!?:…'\"").split()) for part in parts)


def _is_soft_404(document: Document, said: frozenset[str]) -> bool:
    """The home page where an item was asked for, by redirect or by its own canonical address; or a title that
    says that nothing was found.
    """
    here, asked = _parts(document.url), _parts(document.asked)
    if not _MISSING_TITLES.isdisjoint(said) and _is_short(document):
        return True
    if not _is_item(asked):
        return False
    if not _is_item(here):
        return _site_of(here) == _site_of(asked)
    named = map(_parts, _own_addresses(document))
    first = next(named, None)
    if first is None or _is_item(first) or _site_of(first) not in {"", _site_of(here)}:
        return False
    return not any(map(_is_item, named)) and not _is_article(document)


def _own_addresses(document: Document) -> Iterator[str]:
    """What the page says to be its address: `link rel=canonical` and `og:url`."""
    for link in document.all("link"):
        said = link.attributes
        if (said.get("rel") or "").lower() == "canonical" and (href := said.get("href")):
            yield href
    for element in document.all("meta"):
        said = element.attributes
        if said.get("property") == "og:url" and (content := said.get("content")):
            yield content


def _is_item(parts: SplitResult) -> bool:
    return bool(parts.path.strip("/") or parts.query)


def _site_of(parts: SplitResult) -> str:
    return parts.netloc.removeprefix("www.").lower()

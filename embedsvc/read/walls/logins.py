"""Pages that ask to log in, to register or to subscribe."""

import re

from embedsvc.read.html.visible_text import is_longer_than
from embedsvc.read.walls import address, phrases
from embedsvc.read.walls.address import Address
from embedsvc.read.walls.visit import Visit
from embedsvc.read.word_lists import word_set

_SEGMENTS = word_set(
    "login log-in logon log-on signin sign-in signon sign-on wp-login servicelogin authwall loginpage "
    "login-page loginform login-form userlogin user-login memberlogin member-login members-login do-login "
    "login-required login-redirect sign-in-up signin-oidc anmelden anmeldung einloggen connexion "
    "se-connecter s-identifier iniciar-sesion iniciar-sesión inicio-sesion acceder accedi inloggen "
    "aanmelden logowanie zaloguj zaloguj-sie giris giriş giris-yap giriş-yap oturum-ac logga-in logg-inn "
    "log-ind kirjaudu prihlaseni přihlášení bejelentkezes autentificare вход войти увійти vhod تسجيل-الدخول "
    "ورود כניסה התחברות ログイン 登录 登入 로그인"
)
_HOSTS = ("login.", "logon.", "signin.", "sso.", "auth.", "oauth.", "accounts.", "idp.", "passport.", "cas.")
_ACCOUNT_SEGMENTS = word_set(
    "account accounts auth sso oauth oauth2 authorize saml saml2 session sessions identifier checkpoint uas "
    "cas idp openid members member konto compte cuenta register registration signup sign-up paywall "
    "subscribe"
)
_ACCOUNT_HOSTS = ("account.", "id.", "identity.", "my.", "members.", "secure.", "konto.", "user.", "users.")
_RETURN_PARAMETERS = word_set(
    "redirect redirect_to redirect_uri redirect_url redirectto redirecturl redirecturi return returnurl "
    "return_url return_to returnto returnpath next continue dest destination goto back backurl service "
    "target ru rurl session_redirect callback callbackurl"
)
_TITLES = word_set(
    "login log-in signin sign-in please-log-in please-sign-in member-login log-in-or-sign-up login-required "
    "log-into-facebook anmelden anmeldung einloggen bitte-anmelden connexion se-connecter identification "
    "iniciar-sesión inicia-sesión acceder accedi entrar fazer-login iniciar-sessão inloggen aanmelden "
    "zaloguj-się logowanie logga-in logg-inn log-ind kirjaudu kirjaudu-sisään přihlášení přihlásit-se "
    "bejelentkezés autentificare σύνδεση вход войти авторизация увійти giriş giriş-yap oturum-aç "
    "تسجيل-الدخول ورود כניסה התחברות ログイン サインイン 登录 登錄 登入 로그인 "
    "用户登录 会员登录 请登录 請登入 masuk đăng-nhập เข้าสู่ระบบ"
)
_GATES = word_set(
    "central-authentication-service web-login-service single-sign-on sso-login authentication-required "
    "shibboleth-authentication-request openid-transaction-in-progress login-service members-only "
    "members-area member-area subscribers-only for-subscribers-only private-site private-video "
    "private-account this-site-is-private this-video-is-private this-account-is-private password-protected "
    "password-required this-page-is-password-protected this-content-is-password-protected"
)
_ENTER = r"(?:log-?in|log-?on|sign-?in|sign-?on)"
_JOIN = (
    r"(?:register|subscribe|sign-?up|create-(?:an?|your)-(?:free-)?account|become-an?-(?:member|subscriber))"
)
_PURPOSE = (
    r"to-(?:continue|proceed|read|keep-reading|view|see|access|watch|unlock)(?:-(?:reading|watching|more))?"
    r"(?:-(?:this|the|our|full|all|premium|exclusive|content|article|articles|story|stories|page|post|video)){0,4}"
    r"(?:-(?:to|with|on)-[^-:,]{2,40}(?:-[^-:,]{2,40})?)?"
)
_INVITATION = re.compile(
    rf"(?:please-)?(?:{_ENTER}|{_JOIN})(?:-or-(?:{_ENTER}|{_JOIN}))?-(?:{_PURPOSE}|to-your-account)"
)
"""As `phrases` has it: "Sign in or register to continue reading"."""
_NAMED = re.compile(
    rf"(?:please-)?{_ENTER}-to-[^-:,]{{2,40}}(?:-[^-:,]{{2,40}}){{0,2}}|(?:[^-:,]{{2,40}}-){{1,3}}{_ENTER}"
)
"""The same with a name: "Sign in to Quill", "Quill Login"."""
_MAX_EMPTY_TEXT = 300
"""Characters: the labels of a form, a notice that the page needs scripts, and the name of the site."""
_MAX_FORM_TEXT = 600
"""Of a page that is nothing but an offer or a form to log in."""


def recognises(visit: Visit) -> bool:
    """A redirect to the address of a login, a password field under a title or at an address that is for
    logins too, or such a title on a page that is empty without its script.
    """
    if visit.was_sent_to(is_for_login):
        return not visit.is_named_by_link
    if is_for_login(visit.asked):
        return False
    if _is_titled(visit.title, visit):
        return visit.has_password or _is_empty(visit)
    if visit.notice(_gate, longest=_MAX_FORM_TEXT):
        return True
    return visit.has_password and visit.has_little_text and _is_for_password(visit)


def _is_for_password(visit: Visit) -> bool:
    """Whether a short page with a password field is there for it."""
    is_titled = any(_is_titled(heading, visit) for heading in visit.page.headings[:1])
    return is_titled or _is_only_form(visit) or _is_at_account(visit)


def _is_at_account(visit: Visit) -> bool:
    """A redirect to an address that is for logins, too."""
    if not visit.was_redirected or _is_for_account(visit.asked):
        return False
    return _is_for_account(visit.final) or _returns_to(visit.final, visit.asked)


def _is_titled(text: str, visit: Visit) -> bool:
    phrase = phrases.match(text, _TITLES)
    return phrase is not None and not visit.is_asked_for(phrase)


def _gate(title: str) -> str | None:
    return phrases.match(title, _GATES) or phrases.match_pattern(title, _INVITATION)


def _named(title: str) -> str | None:
    return phrases.match_pattern(title, _NAMED)


def _is_only_form(visit: Visit) -> bool:
    """Nothing but the form: under the name of a login, at another owner's site, or where something else than
    the start of an application was requested.
    """
    if visit.notice(_named, longest=_MAX_FORM_TEXT):
        return True
    is_elsewhere = visit.was_redirected and not address.have_same_owner(visit.asked, visit.final)
    if not is_elsewhere and (not visit.is_untitled or visit.asked.is_front_page):
        return False
    if visit.is_named_by_link or visit.is_described_itself:
        return False
    return not is_longer_than(visit.document.roots[-1], _MAX_EMPTY_TEXT)


def _is_empty(visit: Visit) -> bool:
    return not visit.is_described and not is_longer_than(visit.document.roots[-1], _MAX_EMPTY_TEXT)


def is_for_login(url: Address) -> bool:
    return url.host.startswith(_HOSTS) or not _SEGMENTS.isdisjoint(url.segments)


def _is_for_account(url: Address) -> bool:
    return url.host.startswith(_ACCOUNT_HOSTS) or not _ACCOUNT_SEGMENTS.isdisjoint(url.segments)


def _returns_to(final: Address, asked: Address) -> bool:
    """Whether a redirect added a parameter that names where to go on to."""
    own = {name for name, _ in asked.parameters}
    return any(name in _RETURN_PARAMETERS and value and name not in own for name, value in final.parameters)

"""Pages that ask to log in."""

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
    "تسجيل-الدخول ورود כניסה התחברות ログイン サインイン 登录 登錄 登入 로그인 masuk đăng-nhập เข้าสู่ระบบ"
)
_MAX_EMPTY_TEXT = 200
"""Characters: a notice that the page needs scripts, and the name of the site."""


def recognises(visit: Visit) -> bool:
    """A redirect to the address of a login, a password field under a title or at an address that is for
    logins too, or such a title on a page that is empty without its script.
    """
    if is_target(visit.asked, visit.final):
        return not visit.states_article and not visit.is_named_by_link
    if _is_for_login(visit.asked) or visit.states_article:
        return False
    if _is_titled(visit.title, visit):
        return visit.has_password or _is_empty(visit)
    if any(_is_titled(heading, visit) for heading in visit.page.headings[:1]):
        return visit.has_password and visit.has_little_text
    if not visit.was_redirected or _is_for_account(visit.asked):
        return False
    is_at_account = _is_for_account(visit.final) or _returns_to(visit.final, visit.asked)
    return is_at_account and visit.has_password and visit.has_little_text


def _is_titled(text: str, visit: Visit) -> bool:
    phrase = phrases.match(text, _TITLES)
    return phrase is not None and not visit.is_asked_for(phrase)


def _is_empty(visit: Visit) -> bool:
    return not visit.is_described and not is_longer_than(visit.document.roots[-1], _MAX_EMPTY_TEXT)


def is_target(asked: Address, final: Address) -> bool:
    if address.is_same_page(asked, final):
        return False
    return _is_for_login(final) and not _is_for_login(asked)


def _is_for_login(url: Address) -> bool:
    return url.host.startswith(_HOSTS) or not _SEGMENTS.isdisjoint(url.segments)


def _is_for_account(url: Address) -> bool:
    return url.host.startswith(_ACCOUNT_HOSTS) or not _ACCOUNT_SEGMENTS.isdisjoint(url.segments)


def _returns_to(final: Address, asked: Address) -> bool:
    """Whether a redirect added a parameter that names where to go on to."""
    own = {name for name, _ in asked.parameters}
    return any(name in _RETURN_PARAMETERS and value and name not in own for name, value in final.parameters)

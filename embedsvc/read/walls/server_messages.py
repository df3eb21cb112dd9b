"""Messages of servers under a status of success: an error, a refusal, a redirect that browsers don't
follow.
"""

import re

from embedsvc.read.walls import phrases, statements
from embedsvc.read.walls.bot_marks import HUMAN_SENTENCE
from embedsvc.read.walls.statements import statement
from embedsvc.read.walls.visit import Visit
from embedsvc.read.word_lists import word_set

_MAX_TEXT = 1_500
"""Characters of a page that has nothing but a message; ASP.NET's explains where to configure it."""
_MAX_REFUSAL = 600
"""Of a page that has nothing but a refusal, whose titles are more often those of articles."""
_ERROR_NUMBER = re.compile(
    r"(?:http-)?(?:error|erreur|fehler|errore|erro|fout|ошибка|hata)-(?:code-)?(?:[45]|10)\d\d"
    r"|(?:(?:http|status)-)?[45]\d\d(?:-error)?"
)
"""A status, or an error of Cloudflare's (https://developers.cloudflare.com/support/troubleshooting/)."""
_STATUS = re.compile(r"(?:(?:http|error|status|code|fehler|erreur)-)*[345]\d\d(?:-error)?(?:[:-]+|$)")
_STATUS_NUMBER = re.compile(r"(?<!\d)[345]\d\d(?!\d)")

_ERRORS = word_set(
    # The reasons of statuses (RFC 9110 §15), as servers write them
    "bad-request not-acceptable request-timeout request-time-out too-many-requests internal-server-error "
    "server-error internal-error bad-gateway service-unavailable service-temporarily-unavailable "
    "gateway-timeout gateway-time-out method-not-allowed not-implemented payload-too-large "
    "request-entity-too-large request-uri-too-large request-header-or-cookie-too-large "
    "bandwidth-limit-exceeded rate-limit-exceeded limit-exceeded download-limit-exceeded "
    "the-request-could-not-be-satisfied origin-dns-error dns-resolution-error ssl-handshake-failed "
    "invalid-ssl-certificate a-timeout-occurred web-server-is-returning-an-unknown-error "
    "connection-timed-out web-server-is-down origin-is-unreachable temporarily-unavailable "
    # Of redirects
    "302-found 303-see-other moved-permanently moved-temporarily temporary-redirect permanent-redirect "
    "object-moved document-moved page-moved redirect-notice redirecting "
    "you-are-being-redirected weiterleitung redirection-en-cours "
    # Of sites that are not open yet, or not any more
    "coming-soon opening-soon launching-soon store-unavailable store-closed this-store-is-unavailable "
    "this-shop-is-unavailable "
    # Of frameworks and applications
    "error error-page an-error-occurred an-error-has-occurred application-error runtime-error fatal-error "
    "server-error-(500) unexpected-error unknown-error database-error "
    "error-establishing-a-database-connection something-went-wrong something-has-gone-wrong "
    "oops,-something-went-wrong oops!-something-went-wrong oops-something-went-wrong "
    "oops!-we-ran-into-some-problems sorry,-something-went-wrong sorry!-something-went-wrong "
    "whoops,-looks-like-something-went-wrong "
    "whoops!-something-went-wrong fehler ein-fehler-ist-aufgetreten es-ist-ein-fehler-aufgetreten "
    "interner-serverfehler dienst-nicht-verfügbar erreur une-erreur-est-survenue "
    "une-erreur-s'est-produite erreur-interne-du-serveur se-ha-producido-un-error ha-ocurrido-un-error "
    "error-del-servidor ocorreu-um-erro erro-interno-do-servidor si-è-verificato-un-errore "
    "er-is-een-fout-opgetreden wystąpił-błąd ошибка-сервера произошла-ошибка bir-hata-oluştu "
    "エラー エラーが発生しました 服务器错误 出错了 系统错误 오류 서버-오류 حدث-خطأ"
)
_REFUSALS = word_set(
    "are-you-a-robot robot-check human-verification bot-verification browser-verification "
    "access-denied access-forbidden forbidden unauthorized unauthorised not-authorized "
    "authorization-required access-restricted "
    "restricted-access access-not-allowed permission-denied you-do-not-have-permission geo-blocked "
    "geoblocked unavailable-for-legal-reasons unavailable-due-to-legal-reasons blacklisted "
    "please-slow-down slow-down security-check-required additional-verification-required "
    "verifying-your-connection just-a-second anti-crawler-protection anti-bot-verification bot-protection "
    "not-a-robot i'm-not-a-robot are-you-for-real zugriff-verweigert zugang-verweigert "
    "sicherheitsüberprüfung sicherheitscheck sind-sie-ein-mensch sind-sie-ein-roboter bist-du-ein-mensch "
    "accès-refusé accès-interdit êtes-vous-un-robot êtes-vous-humain vérification-de-sécurité "
    "acceso-denegado acceso-restringido eres-un-robot verificación-de-seguridad comprobación-de-seguridad "
    "accesso-negato verifica-di-sicurezza acesso-negado acesso-bloqueado verificação-de-segurança "
    "toegang-geweigerd beveiligingscontrole odmowa-dostępu dostęp-zabroniony åtkomst-nekad adgang-nægtet "
    "ingen-tilgang pääsy-evätty přístup-odepřen hozzáférés-megtagadva acces-interzis erişim-engellendi "
    "güvenlik-kontrolü доступ-запрещен доступ-запрещён доступ-ограничен проверка-браузера "
    "проверка-безопасности вы-не-робот подтвердите,-что-вы-не-робот доступ-заборонено δεν-επιτρέπεται "
    "تم-رفض-الوصول الوصول-مرفوض التحقق-الأمني הגישה-נדחתה アクセスが拒否されました アクセス制限 "
    "アクセスが制限されています ロボットではないことを確認 セキュリティチェック 访问被拒绝 拒绝访问 访问验证 "
    "访问被拦截 网站防火墙 宝塔防火墙 "
    "安全验证中 正在进行安全验证 滑动验证页面 滑动验证 请完成验证 验证中心 存取被拒 보안-확인 "
    "접근이-거부되었습니다 접근-거부 로봇이-아닙니다"
)
_PROTECTION = (
    r"by-(?:(?:the|our|your)-)?(?:security|firewall|waf|administrator|policy|server|cloudflare|wordfence|"
    r"website|site|network|system|geo|ip)\b.{0,40}"
)
"""What blocks clients; judges and companies deny things, too."""
_BLOCKED = re.compile(
    r"(?:sorry,-)?(?:your-|this-)?"
    r"(?:ip|ip-address|request|access(?:-to-this-(?:site|page|service))?|connection|browser)-"
    r"(?:(?:has-been|have-been|is|was)-)?(?:temporarily-)?(?:blocked|restricted|limited|denied|banned|flagged)"
    rf"(?:-{_PROTECTION})?"
    r"|(?:(?:you-have-been|you're-being|you-are-being)-)?rate-limited"
    r"|(?:unusual|suspicious|automated)-(?:activity|traffic|requests?)-(?:has-been-)?detected"
    r"|(?:vpn|proxy|vpn-or-proxy|ad-?blocker|ad-blocking|adblock)-(?:is-)?(?:detected|not-allowed)"
    r"|(?:please-)?(?:disable|turn-off)-your-(?:vpn|proxy|ad-?-?blocker|adblock)"
    r"(?:-(?:to|and|before|or)-.{1,60})?"
    rf"|ddos-protection-by-.{{1,40}}|(?:sorry,-)?you-(?:have-been|are|were)-blocked"
    rf"(?:-{_PROTECTION}|-from-(?:accessing|viewing|visiting)-.{{1,60}})?"
)
_HUMAN = re.compile(
    r"(?!prove-)(?:sorry,-)?(?:(?:please|let's|help-us|we-just-need-to|we-need-to|one-more-step)[,:]?-)*+"
    rf"{HUMAN_SENTENCE.pattern}"
    r"(?:-(?:to|before|by)-(?:continu|proceed|access|view|visit|enter|complet|solv|tick|click|press).{0,60}"
    r"|\..{0,80})?"
)
"""Essays have the imperative "Prove you are human" as their title."""
_HUMAN_ELSEWHERE = (
    statement(
        "bestätigen bestätige überprüfen überprüft prüfen verifizieren sicherstellen",
        "mensch+sind mensch+bist kein+roboter kein+bot",
        "bitte sie du dass ein wir ob zu um roboter",
    ),
    statement(
        "vérifiez vérifier vérification confirmez confirmer vérifions",
        "êtes+humain pas+robot",
        "que vous n un une nous si pour continuer",
    ),
    statement(
        "verifica verificar verifique verificando confirma confirme confirmar comprobando",
        "eres+humano eres+humana eres+persona eres+robot es+humano es+humana es+persona es+robot",
        "que usted un una ser no si estamos por favor para continuar",
    ),
    statement(
        "verificando verifique verificar confirme confirmar confirmando",
        "é+humano é+humana é+pessoa é+robô ser+humano",
        "que se você não um uma por favor para continuar está",
    ),
    statement(
        "verifica verificare verificando conferma confermare",
        "sei+umano sei+umana sei+persona sei+robot essere+umano essere+umana",
        "che di un una non se siamo per favore continuare",
    ),
    statement(
        "controleren controleer bevestig bevestigen verifieer", "bent+mens geen+robot", "of dat u je een we"
    ),
    statement(
        "potwierdź zweryfikuj sprawdzamy", "jesteś+człowiekiem jesteś+robotem jesteś+botem", "że nie czy"
    ),
    statement("подтвердите проверяем", "вы+человек не+робот", "что пожалуйста"),
    statement("doğrulayın doğrulanıyor onaylayın", "insan+olduğunuzu robot+olmadığınızı", "lütfen bir"),
)
"""By language: that a page checks, and whom it wants to see."""
_HUMAN_WITHOUT_SPACES = re.compile(
    r"(?:あなたが)?(?:人間|ロボット|ボット)で(?:ある|は?ない)こと[をの]確認"
    r"(?:(?:して(?:い|くだ)|させてくだ|し)(?:ます|さい)|する|が必要です|中(?:です)?)?"
    r"|(?:请|正在|請)?(?:确认|验证|確認|驗證)(?:您|你)?(?:是(?:否为|不是)?|不是)(?:真人|人类|人類|机器人|機器人)"
    r"(?:[，,]?-?(?:以便?|后|才能)?(?:继续|繼續).{0,6})?"
    r"|(?:사람|로봇)(?:인지|이-아닌지|임을|이-아님을)-확인(?:-중.{0,6}|하(?:고-있습니다|세요|십시오)|합니다|해-주.{2,4}|이-필요합니다)?"
    r"|创宇盾提示您.{0,60}"
)
_NOT_HERE = re.compile(
    r"(?:sorry[,.!]*-)?(?:(?:this|the|our)-)?(?:(?:content|video|page|site|website|service|article)-)?"
    r"(?:(?:is|are)-)?(?:not-available|unavailable|blocked|restricted)-"
    r"(?:in|from|for|to)-(?:your|this)-(?:country|region|location|area)(?:-or-region)?"
    r"|access-from-your-(?:country|region|location)-(?:is|has-been)-(?:not-allowed|denied|blocked|restricted)"
)


def is_error(visit: Visit) -> bool:
    """Whether a page is nothing but an error, or a redirect that it leaves to its reader. The link of a
    manual's page has the status.
    """
    if any(map(visit.is_asked_for, _STATUS_NUMBER.findall(visit.title))):
        return False
    return visit.notice(_error, longest=_MAX_TEXT) is not None


def is_refusal(visit: Visit) -> bool:
    """Whether a page is nothing but the notice that the site doesn't show it to everybody."""
    return visit.notice(_refusal, longest=_MAX_REFUSAL) is not None


def _error(title: str) -> str | None:
    phrase = _phrase(title, _ERRORS) or phrases.match(title, _ERRORS)
    return phrase or phrases.match_pattern(title, _ERROR_NUMBER)


def _refusal(title: str) -> str | None:
    if phrase := _phrase(title, _REFUSALS):
        return phrase
    patterns = (_NOT_HERE, _BLOCKED, _HUMAN, _HUMAN_WITHOUT_SPACES)
    found = (phrases.match_pattern(title, each) for each in patterns)
    return next(filter(None, found), None) or statements.match(title, _HUMAN_ELSEWHERE)


def _phrase(title: str, table: frozenset[str]) -> str | None:
    """The phrase of a table that a title consists of, besides a status and the name of the site."""
    whole, parts, _ = phrases.parse(title)
    stated = (phrase for each in (whole, *parts) for phrase in (each, _without_status(each)))
    return next((phrase for phrase in stated if phrase in table), None)


def _without_status(phrase: str) -> str:
    """A phrase without its status, and then without what explains it: "403 - Forbidden: Access is denied"."""
    found = _STATUS.match(phrase)
    return phrase[found.end() :].partition(":-")[0].strip("()") if found else phrase

"""The sentences of notices: about cookies, and to browsers without scripts or players."""

import re

_MAX_CHARACTERS = 400
_MAX_OPENING = 90
"""Characters within which a banner names the cookies it is about."""

_COOKIE_WORDS = (
    "cookie", "ciasteczk", "eväste", "kolačić", "kuki", "küpsis", "slapuk", "sütik", "sīkdat",
    "бисквитк", "кукі", "куки", "печив", "קוקי", "עוגיות", "الارتباط", "الكوكيز", "کوکی", "クッキー", "曲奇",
    "쿠키",
)  # fmt: skip
_PRIVACY_WORDS = (
    *_COOKIE_WORDS, "gdpr", "dsgvo", "rgpd", "personal data", "personenbezogene",
    "données personnelles", "datos personales", "dados pessoais", "dati personali", "persoonsgegevens",
    "personuppgifter", "danych osobowych", "персональн", "kişisel veri", "البيانات الشخصية", "個人データ",
    "个人数据",
)  # fmt: skip
_SITE = (
    r"(?:web)?(?:app|hjemmeside|nettsted|page|página|pagina|plats|portal|seite|shop|side|site|sitio|sito|sivusto|"
    r"store|strona|stránka|сайт)"
)
_OPENING = re.compile(
    r"(?:acest|bu|ce|cette|den här|denne|deze|diese[rs]?|esta|este|na naszej|nasza|notre|nuestr[ao]|our|"
    rf"questo|ta|tato|the|this|tämä|наш|цей|этот) (?:\w+ ){{0,2}}{_SITE}"
    r"|by (?:using|continuing|clicking)|en poursuivant"
    r"|(?:käytämme|nous|používáme|usamos|utilizamos|utilizziamo|używamy|vi|we|wij|wir|ми|мы) "
)
_CONSENT_VERBS = re.compile(
    r"(?<!\w)(?:anv[äe]nd|benutz|br[uk]+[gk]|folose|gebrui|korzysta|kullan|käyt[tä]|nutz|použív|setz|stor|us[aeio]|"
    r"util|verwende|używa|использу|використову|accept|agree|set )"
)

_BROWSERS = (
    "your browser", "your web browser", "ihr browser", "ihrem browser", "ihren browser", "dein browser",
    "deinem browser", "deinen browser", "votre navigateur", "ton navigateur", "su navegador",
    "tu navegador", "seu navegador", "teu navegador", "tuo browser", "vostro browser", "suo browser",
    "proprio browser", "uw browser", "je browser", "jouw browser", "din webbläsare", "din browser",
    "din nettleser", "nettleseren din", "browseren din", "selaim", "przeglądark", "prohlížeč",
    "prehliadač", "böngésző", "tarayıcı", "браузер", "браузър", "browserul", "πρόγραμμα περιήγησ",
    "متصفح", "مرورگر", "דפדפן", "ブラウザ", "浏览器", "瀏覽器", "브라우저", "trình duyệt", "เบราว์เซอร์",
    "browser anda", "peramban anda", "ब्राउज़र",
)  # fmt: skip
_LACKS = (
    "javascript", "html5", "html 5", "flash", "iframe", "not support", "doesn’t support",
    "doesn't support", "unsupported", "unterstützt", "prend pas", "supporte pas", "no admite",
    "no soporta", "no es compatible", "não suporta", "não é compatível", "non supporta", "ondersteunt",
    "stöder", "stödjer", "understøtter", "støtter", "ei tue", "obsługuje", "nepodpor", "támogat",
    "desteklem", "не поддерж", "не підтрим", "не поддърж", "nu acceptă", "nu suportă", "δεν υποστηρ",
    "لا يدعم", "پشتیبانی نمی", "תומך", "対応して", "サポート", "不支持", "不支援", "지원하지", "không hỗ trợ",
    "ไม่รองรับ", "tidak mendukung", "समर्थन नहीं", "outdated", "out of date", "veraltet", "obsolète",
    "obsoleto",
)  # fmt: skip
_SCRIPTS = ("javascript", "java script")
_SWITCHED = (
    "activ", "aktiv", "attiv", "enabl", "habilit", "abilit", "inschakel", "etkin", "włącz", "zapn",
    "engedély", "turn on", "turned o", "require", "you need", "needs javascript", "disabl", "désactiv",
    "desactiv", "disattiv", "uitgeschakeld", "not available", "включ", "увімк", "отключ", "вимк", "有効",
    "無効", "启用", "啟用", "禁用", "활성", "فعال", "تفعيل", "הפעל", "bật javascript", "เปิดใช้", "aktifkan",
    "without javascript",
)  # fmt: skip
_MAX_SCRIPTS = 160
"""Characters of a notice that scripts are off; longer texts explain how to write them."""


def is_about_cookies(text: str) -> bool:
    """Whether a text mentions cookies or personal data, as banners do but articles may as well."""
    return _contains(text.lower(), _PRIVACY_WORDS)


def is_notice(text: str) -> bool:
    """Whether a text opens as a banner about cookies does, or is addressed to browsers that lack scripts or a
    player.
    """
    text = text[: _MAX_CHARACTERS + 1].lower()
    return _opens_banner(text[:_MAX_OPENING]) or (len(text) <= _MAX_CHARACTERS and _is_fallback(text))


def _opens_banner(text: str) -> bool:
    return bool(_OPENING.match(text) and _contains(text, _COOKIE_WORDS) and _CONSENT_VERBS.search(text))


def _is_fallback(text: str) -> bool:
    if _contains(text, _BROWSERS) and _contains(text, _LACKS):
        return True
    return len(text) <= _MAX_SCRIPTS and _contains(text, _SCRIPTS) and _contains(text, _SWITCHED)


def _contains(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)

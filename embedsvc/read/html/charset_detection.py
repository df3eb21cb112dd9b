"""Detects the encoding of a page that declares none, by the letters of its visible text."""

import re

from charset_normalizer import from_bytes

_SAMPLE_SIZE = 4096
_SEARCHED_SIZES = (2**15, 2**18)
"""Bytes of a page that are searched for visible text: the second size if the first has too little."""
_MAX_TAG = 2**12
_OTHER_ENCODINGS = (
    *("cp1256", "cp1251", "cp932", "euc_jp", "gb18030", "big5"),
    *("cp949", "cp1255", "cp1253", "koi8_r", "cp874"),
)
"""Encodings of other scripts than Latin that detection tries."""
_MARKUP = re.compile(
    rb"<(?:(?i:script|style)\b[^<]*+(?:<(?!/(?i:script|style))[^<]*+)*+|[^<>]*+>)|&\w+;|\s{2,}"
)
_BEYOND_ASCII = re.compile(rb"[^\x00-\x7f]")
_LETTER_BEYOND_ASCII = re.compile(rb"[^\x00-\x80\x82\x84\x85\x91-\x97\xa0\xab\xbb]")
"""Beyond ASCII, without the quotation marks and dashes of the Latin encodings of Windows."""
_ASCII_LETTER = re.compile(rb"[A-Za-z]")
_PUNCTUATION = frozenset("\xa0’‘“”„«»–—…·©®°€")
_LATIN = (
    ("cp1252", "àâçèéêëîïôùûüœæ"),  # French
    ("cp1252", "áéíñóúü¿¡ªº"),  # Spanish
    ("cp1252", "ãõáâàçéêíóôúüªº"),  # Portuguese
    ("cp1252", "äöüßé"),  # German
    ("cp1252", "àèéìòùî"),  # Italian
    ("cp1252", "åäöæøéü"),  # Swedish, Danish, Norwegian, Finnish
    ("cp1252", "áðéíóúýþæö"),  # Icelandic
    ("cp1250", "ąćęłńóśźż"),  # Polish
    ("cp1250", "áčďéěíňóřšťúůýžäľĺôŕ"),  # Czech, Slovak
    ("cp1250", "áéíóöőúüű"),  # Hungarian
    ("cp1250", "ăâîşţ"),  # Romanian
    ("cp1250", "čćđšž"),  # Croatian, Bosnian, Slovene
    ("cp1254", "çğıöşüâîû"),  # Turkish
    ("cp1257", "ąčęėįšųūž"),  # Lithuanian
    ("cp1257", "āčēģīķļņšūž"),  # Latvian
    ("cp1257", "äõöüšž"),  # Estonian
)
"""Encodings with the letters beyond ASCII of a language that uses them. A tie goes to the first, the web's
default.
"""


def is_latin(body: bytes) -> bool:
    """Whether two thirds of the letters of its text are ASCII, as in all languages of Latin script."""
    return _is_latin(_text_sample(body))


def _is_latin(sample: bytes) -> bool:
    return len(_LETTER_BEYOND_ASCII.findall(sample)) <= len(_ASCII_LETTER.findall(sample)) / 2


def _text_sample(body: bytes) -> bytes:
    """Text of the page from its first byte beyond ASCII on, without markup, which misleads detectors."""
    sample = b""
    for size in _SEARCHED_SIZES:
        is_whole = len(body) <= size
        text = _MARKUP.sub(b" ", body[: size if is_whole else _before_open_tag(body, size)])
        first = _BEYOND_ASCII.search(text)
        start = max(0, first.start() - 40) if first else 0
        sample = text[start : start + _SAMPLE_SIZE]
        if is_whole or (first and len(sample) == _SAMPLE_SIZE):
            break
    return sample


def _before_open_tag(body: bytes, end: int) -> int:
    """The start of the tag that is open at `end`, whose attributes would pass for text; otherwise `end`."""
    start = body.rfind(b"<", max(0, end - _MAX_TAG), end)
    return end if start < 0 or body.find(b">", start, end) >= 0 else start


def detect(body: bytes) -> str | None:
    """The likeliest encoding, None where none fits."""
    sample = _text_sample(body)
    if _is_latin(sample):
        return max(_LATIN, key=lambda pair: _share_of(pair[1], sample.decode(pair[0], "replace")))[0]
    best = from_bytes(sample, cp_isolation=list(_OTHER_ENCODINGS), threshold=0.5).best()
    return best.encoding if best else None


def _share_of(letters: str, text: str) -> float:
    """The share of a text's characters beyond ASCII that are among a language's letters, 0 to 1."""
    beyond_ascii = [char for char in text.lower() if char > "\x7f" and char not in _PUNCTUATION]
    return sum(char in letters for char in beyond_ascii) / len(beyond_ascii) if beyond_ascii else 0.0

"""Bytes to text: byte order mark, Content-Type header, the page's own declaration, then detection.

The order and the labels are those of the WHATWG Encoding and HTML standards
(https://encoding.spec.whatwg.org/#names-and-labels, HTML §13.2.3.1), with three departures that real pages
need: text that starts as valid UTF-8 is UTF-8 whatever its label, a Latin label is ignored where the letters
can't be Latin, and text without a label is detected instead of being taken for windows-1252.
UTF-7 and Python's other codecs are never used: they would let markup hide from the parser.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, utf_8_decode
from dataclasses import dataclass

from charset_normalizer import from_bytes

_LABELS = {
    "utf-8": "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8",
    "cp866": "866 cp866 csibm866 ibm866",
    "iso8859-2": "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2",
    "iso8859-3": "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3",
    "iso8859-4": "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4",
    "iso8859-5": "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 "
    "iso_8859-5:1988",
    "iso8859-6": "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e "
    "iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987",
    "iso8859-7": "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 "
    "iso_8859-7 iso_8859-7:1987 sun_eu_greek",
    "iso8859-8": "csiso88598e csiso88598i csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-8859-8-i "
    "iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 logical visual",
    "iso8859-10": "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6",
    "iso8859-13": "iso-8859-13 iso8859-13 iso885913",
    "iso8859-14": "iso-8859-14 iso8859-14 iso885914",
    "iso8859-15": "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9",
    "iso8859-16": "iso-8859-16",
    "koi8-r": "cskoi8r koi koi8 koi8-r koi8_r",
    "koi8-u": "koi8-ru koi8-u",
    "mac-roman": "csmacintosh mac macintosh x-mac-roman",
    "cp874": "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874",
    "cp1250": "cp1250 windows-1250 x-cp1250",
    "cp1251": "cp1251 windows-1251 x-cp1251",
    "cp1252": "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 "
    "iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252",
    "cp1253": "cp1253 windows-1253 x-cp1253",
    "cp1254": "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 "
    "latin5 windows-1254 x-cp1254",
    "cp1255": "cp1255 windows-1255 x-cp1255",
    "cp1256": "cp1256 windows-1256 x-cp1256",
    "cp1257": "cp1257 windows-1257 x-cp1257",
    "cp1258": "cp1258 windows-1258 x-cp1258",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "gb18030": "chinese csgb2312 csiso58gb231280 gb18030 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "euc-jp": "cseucpkdfmtjapanese euc-jp x-euc-jp",
    "iso2022-jp": "csiso2022jp iso-2022-jp",
    "cp932": "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis",
    "cp949": "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 "
    "windows-949",
    "utf-16-be": "unicodefffe utf-16be",
    "utf-16-le": "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le",
}
_CODECS = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}

_BOMS = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))
_UTF_16 = frozenset({"utf-16-le", "utf-16-be"})
_ESCAPE = b"\x1b"
"""Starts the shift sequences of ISO-2022-JP, the only encoding of pages that uses no bytes beyond ASCII."""
_PRESCAN = 4096
"""Bytes searched for a declaration. The standard searches 1,024; long comments or scripts may come first."""
_DECLARATION = re.compile(
    rb"""<meta\b[^>]{0,500}?\bcharset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})"""
    rb"""|^\s{0,99}<\?xml\b[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)

_SAMPLE_SIZE = 4096
_SEARCHED_SIZES = (2**15, 2**18)
"""Bytes of a page that are searched for visible text: the second size if the first has too little."""
_MAX_TAG = 2**12
_CHUNK = 2**15
_ENOUGH_CONTINUATIONS = 64
"""Continuation bytes of valid UTF-8 that rule out any other encoding."""
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


@dataclass(frozen=True, slots=True)
class Decoded:
    """Bytes and their encoding. The text is decoded on demand: a parser takes UTF-8 as it is."""

    body: bytes
    codec: str
    """Python's name of the encoding."""

    @property
    def text(self) -> str:
        return self.body.decode(self.codec, "replace")


def codec_of(label: str | None) -> str | None:
    """The codec of a WHATWG label, None for a label that browsers don't know (utf-7 among them)."""
    return _CODECS.get(label.strip("\t\n\f\r \"'").lower()) if label else None


def decode(body: bytes, header: str | None = None, *, truncated: bool = False) -> Decoded:
    """Decodes a page or a data file; `header` is the charset of its Content-Type.

    Never raises: invalid bytes become U+FFFD. `truncated`: the body may end inside a character.
    """
    for bom, codec in _BOMS:
        if body.startswith(bom):
            return Decoded(body[len(bom) :], codec)
    from_header = codec_of(header)
    if from_header in _UTF_16:
        return Decoded(body, from_header)
    if _ESCAPE in body and "iso2022-jp" in {from_header, _declared(body)}:
        return Decoded(body, "iso2022-jp")
    valid = _valid_utf_8(body, truncated=truncated)
    if valid == len(body) or (truncated and valid is not None):
        return Decoded(body[:valid], "utf-8")
    declared = _declared(body)
    # HTTP's default was iso-8859-1 for years, and servers still send it for pages in other encodings.
    candidates = (declared, from_header) if from_header == "cp1252" else (from_header, declared)
    return _decode_legacy(body, *candidates)


def _decode_legacy(body: bytes, *candidates: str | None) -> Decoded:
    """Text that isn't UTF-8: by the first candidate that fits its bytes, otherwise by detection."""
    for codec in candidates:
        if codec and _fits(body, codec):
            return Decoded(body, codec)
    return Decoded(body, _detect(body) or "cp1252")


def _declared(body: bytes) -> str | None:
    for found in _DECLARATION.finditer(body, 0, _PRESCAN):
        codec = codec_of((found[1] or found[2]).decode("ascii", "replace"))
        if codec:
            # A declaration that could be read as ASCII can't be in UTF-16 (HTML §13.2.3.2).
            return "utf-8" if codec.startswith("utf-16") else codec
    return None


def _valid_utf_8(body: bytes, *, truncated: bool) -> int | None:
    """How many bytes to read as UTF-8: all but an incomplete last character; None for other encodings.

    Decodes in chunks, because allocating the text of a whole page costs more than decoding it, and stops once
    no doubt is left, so that invalid bytes after that point don't matter.
    """
    at = continuations = 0
    try:
        while used := (decoded := utf_8_decode(body[at : at + _CHUNK], "strict", False))[1]:
            at += used
            continuations += used - len(decoded[0])
            if continuations >= _ENOUGH_CONTINUATIONS and not truncated:
                return len(body)
    except UnicodeDecodeError:
        return None
    return at


def _fits(body: bytes, codec: str) -> bool:
    """False where more than a tenth of the bytes beyond ASCII are invalid, or where a Latin label covers text
    whose letters mostly aren't Latin.
    """
    if codec == "cp1252" and _is_mostly_beyond_ascii(body):
        return False
    invalid = body.decode(codec, "replace").count("\ufffd")
    return invalid <= 4 or invalid * 10 <= len(_BEYOND_ASCII.findall(body))


def _is_mostly_beyond_ascii(body: bytes) -> bool:
    sample = _text_sample(body)
    return len(_LETTER_BEYOND_ASCII.findall(sample)) > len(_ASCII_LETTER.findall(sample)) / 2


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


def _detect(body: bytes) -> str | None:
    """The likeliest encoding: a Latin one where most letters are ASCII, otherwise one of the others."""
    sample = _text_sample(body)
    if not _is_mostly_beyond_ascii(body):
        return max(_LATIN, key=lambda pair: _share_of(pair[1], sample.decode(pair[0], "replace")))[0]
    best = from_bytes(sample, cp_isolation=list(_OTHER_ENCODINGS), threshold=0.5).best()
    return best.encoding if best else None


def _share_of(letters: str, text: str) -> float:
    """The share of a text's characters beyond ASCII that are among a language's letters, 0 to 1."""
    beyond_ascii = [char for char in text.lower() if char > "\x7f" and char not in _PUNCTUATION]
    return sum(char in letters for char in beyond_ascii) / len(beyond_ascii) if beyond_ascii else 0.0


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

"""Bytes to text: byte order mark, header, the page's own declaration, then detection.

The order and the labels are those of the WHATWG Encoding and HTML standards
(https://encoding.spec.whatwg.org/#names-and-labels, HTML §13.2.3.1) with three departures, each because real
pages need it: text that begins as UTF-8 is UTF-8 whatever it says of itself, a Latin label over text that
cannot be Latin is not believed, and what nobody declares is detected instead of taken for windows-1252.
UTF-7 and other codecs of the machine are never used: they would let markup hide from the parser.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, utf_8_decode
from dataclasses import dataclass

from charset_normalizer import from_bytes

_LABELS_OF = {
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
_CODECS = {label: codec for codec, labels in _LABELS_OF.items() for label in labels.split()}

_BOMS = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))
_UTF_16 = frozenset({"utf-16-le", "utf-16-be"})
_ESCAPE = b"\x1b"
"""Begins the shifts of ISO-2022-JP, the one encoding of pages that is ASCII throughout."""
_PRESCAN = 4096
"""The standard looks at 1,024 bytes; pages with long comments or scripts first declare later."""
_DECLARED = re.compile(
    rb"""<meta\b[^>]{0,500}?\bcharset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})"""
    rb"""|^\s{0,99}<\?xml\b[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)

_SAMPLE = 4096
_LOOKS = (2**15, 2**18)
"""How much of a page is looked through for words, as far as it takes."""
_LONGEST_TAG = 2**12
_PIECE = 2**15
_TELLING = 64
"""Continuation bytes of UTF-8 that leave no doubt: in no other encoding is chance so kind."""
_OF_OTHERS = (
    *("cp1256", "cp1251", "cp932", "euc_jp", "gb18030", "big5"),
    *("cp949", "cp1255", "cp1253", "koi8_r", "cp874"),
)
_MARKUP = re.compile(
    rb"<(?:(?i:script|style)\b[^<]*+(?:<(?!/(?i:script|style))[^<]*+)*+|[^<>]*+>)|&\w+;|\s{2,}"
)
_FOREIGN = re.compile(rb"[^\x00-\x7f]")
_FOREIGN_LETTER = re.compile(rb"[^\x00-\x80\x82\x84\x85\x91-\x97\xa0\xab\xbb]")
"""Beyond ASCII, but for what Latin encodings of Windows have as quotation marks and dashes."""
_LETTER = re.compile(rb"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Bytes with what they are written in. The text is made when asked for, since a parser takes UTF-8."""

    body: bytes
    codec: str
    """Python's name of the encoding that was used."""

    @property
    def text(self) -> str:
        return self.body.decode(self.codec, "replace")


def codec_of(label: str | None) -> str | None:
    """The codec of a WHATWG label, None for a label that browsers do not know (utf-7 among them)."""
    return _CODECS.get(label.strip("\t\n\f\r \"'").lower()) if label else None


def decode(body: bytes, header: str | None = None, *, truncated: bool = False) -> Decoded:
    """The text of a page or data file; `header` is the charset of its Content-Type.

    Never raises: bytes that mean nothing become U+FFFD. `truncated` says that the last character may be cut.
    """
    for bom, codec in _BOMS:
        if body.startswith(bom):
            return Decoded(body[len(bom) :], codec)
    named = codec_of(header)
    if named in _UTF_16:
        return Decoded(body, named)
    if _ESCAPE in body and "iso2022-jp" in {named, _declared(body)}:
        return Decoded(body, "iso2022-jp")
    whole = _whole(body, cut=truncated)
    if whole == len(body) or (truncated and whole is not None):
        return Decoded(body[:whole], "utf-8")
    declared = _declared(body)
    # iso-8859-1 was HTTP's default for years, and servers still say it of pages they never looked at.
    said = (declared, named) if named == "cp1252" else (named, declared)
    return _legacy(body, *said)


def _legacy(body: bytes, *said: str | None) -> Decoded:
    """Text that is not UTF-8: by the first encoding that it is said to have and can have, else detected."""
    for codec in said:
        if codec and _is_believable(body, codec):
            return Decoded(body, codec)
    return Decoded(body, _detect(body) or "cp1252")


def _declared(body: bytes) -> str | None:
    for found in _DECLARED.finditer(body, 0, _PRESCAN):
        codec = codec_of((found[1] or found[2]).decode("ascii", "replace"))
        if codec:
            # A declaration that could be read as ASCII cannot stand in UTF-16 (HTML §13.2.3.2).
            return "utf-8" if codec.startswith("utf-16") else codec
    return None


def _whole(body: bytes, *, cut: bool) -> int | None:
    """How many bytes are read as UTF-8: all but a last character that is cut; None for other text.

    Piece by piece, for a text of a page's size costs more to make room for than to read; and no further than
    until there is no doubt, so that bytes that are broken behind that count as well.
    """
    at = beyond_ascii = 0
    try:
        while used := (read := utf_8_decode(body[at : at + _PIECE], "strict", False))[1]:
            at += used
            beyond_ascii += used - len(read[0])
            if beyond_ascii >= _TELLING and not cut:
                return len(body)
    except UnicodeDecodeError:
        return None
    return at


def _is_believable(body: bytes, codec: str) -> bool:
    """Not where a tenth of what is not ASCII is broken, or a Latin label stands over text whose letters are
    mostly not Latin.
    """
    if codec == "cp1252" and _is_foreign(body):
        return False
    broken = body.decode(codec, "replace").count("\ufffd")
    return broken <= 4 or broken * 10 <= len(_FOREIGN.findall(body))


def _is_foreign(body: bytes) -> bool:
    sample = _visible(body)
    foreign = len(_FOREIGN_LETTER.findall(sample))
    return foreign > len(_LETTER.findall(sample)) / 2


def _visible(body: bytes) -> bytes:
    """Words of the page without its markup: detectors drown in ASCII. Begins where foreign bytes begin."""
    sample = b""
    for length in _LOOKS:
        is_whole = len(body) <= length
        words = _MARKUP.sub(b" ", body[: length if is_whole else _before_cut(body, length)])
        first = _FOREIGN.search(words)
        start = max(0, first.start() - 40) if first else 0
        sample = words[start : start + _SAMPLE]
        if is_whole or (first and len(sample) == _SAMPLE):
            break
    return sample


def _before_cut(body: bytes, length: int) -> int:
    """Where the tag begins that is cut there, which would be taken for words; else the length itself."""
    start = body.rfind(b"<", max(0, length - _LONGEST_TAG), length)
    return length if start < 0 or body.find(b">", start, length) >= 0 else start


def _detect(body: bytes) -> str | None:
    """The likeliest encoding: of Latin scripts where most letters are ASCII, else of the others."""
    sample = _visible(body)
    if not _is_foreign(body):
        return max(_LATIN, key=lambda pair: _fitness(sample.decode(pair[0], "replace"), pair[1]))[0]
    best = from_bytes(sample, cp_isolation=list(_OF_OTHERS), threshold=0.5).best()
    return best.encoding if best else None


def _fitness(text: str, letters: str) -> float:
    """How many of the characters beyond ASCII a language writes, 0 to 1."""
    foreign = [char for char in text.lower() if char > "\x7f" and char not in _PUNCTUATION]
    return sum(char in letters for char in foreign) / len(foreign) if foreign else 0.0


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
"""Encodings with what a language writes in them beyond ASCII; of equals the first, the web's default."""

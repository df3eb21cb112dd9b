"""The few words that blocks are written with, in the languages of newsrooms.

Months and the order of day, month and year follow CLDR (https://cldr.unicode.org, `dateFormats/long`), with
Western digits, which can be copied and searched everywhere.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from embedsvc.model import MediaType


class Words(NamedTuple):
    day: str
    """How a date is written: d, the month's name (M) and y."""
    months: str
    media: str
    """A photo, a video and a recording, where they have no name of their own."""
    comma: str = ", "

    def medium(self, kind: MediaType) -> str:
        return self.media.split("|")[("photo", "video", "audio").index(kind)]


class Label(NamedTuple):
    text: str
    language: str | None
    """None where the label is in no language."""


_ENGLISH = "January|February|March|April|May|June|July|August|September|October|November|December"
_BRITISH = Words("{d} {M} {y}", _ENGLISH, "Picture|Video|Audio")

_WORDS: Mapping[str, Words] = {
    "en": Words("{M} {d}, {y}", _ENGLISH, "Picture|Video|Audio"),
    **dict.fromkeys(("en-au", "en-gb", "en-ie", "en-in", "en-nz", "en-za"), _BRITISH),
    "ar": Words(
        "{d} {M} {y}",
        "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
        "صورة|فيديو|صوت",
        "، ",
    ),
    "he": Words(
        "{d} ב{M} {y}",
        "ינואר|פברואר|מרץ|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר",
        "תמונה|סרטון|שמע",
    ),
    "fa": Words(
        "{d} {M} {y}",
        "ژانویهٔ|فوریهٔ|مارس|آوریل|مهٔ|ژوئن|ژوئیهٔ|اوت|سپتامبر|اکتبر|نوامبر|دسامبر",
        "عکس|ویدیو|صدا",
        "، ",
    ),
    "ur": Words(
        "{d} {M}، {y}",
        "جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر",
        "تصویر|ویڈیو|آڈیو",
        "، ",
    ),
    "tr": Words(
        "{d} {M} {y}",
        "Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık",
        "Resim|Video|Ses",
    ),
    "ru": Words(
        "{d} {M} {y} г.",
        "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря",
        "Изображение|Видео|Аудио",
    ),
    "uk": Words(
        "{d} {M} {y} р.",
        "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня",
        "Зображення|Відео|Аудіо",
    ),
    "pl": Words(
        "{d} {M} {y}",
        "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia",
        "Obraz|Wideo|Nagranie",
    ),
    "cs": Words(
        "{d}. {M} {y}",
        "ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince",
        "Obrázek|Video|Zvuk",
    ),
    "de": Words(
        "{d}. {M} {y}",
        "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
        "Bild|Video|Audio",
    ),
    "nl": Words(
        "{d} {M} {y}",
        "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december",
        "Afbeelding|Video|Audio",
    ),
    "sv": Words(
        "{d} {M} {y}",
        "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
        "Bild|Video|Ljud",
    ),
    "fr": Words(
        "{d} {M} {y}",
        "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
        "Image|Vidéo|Audio",
    ),
    "es": Words(
        "{d} de {M} de {y}",
        "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
        "Imagen|Vídeo|Audio",
    ),
    "pt": Words(
        "{d} de {M} de {y}",
        "janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro",
        "Imagem|Vídeo|Áudio",
    ),
    "it": Words(
        "{d} {M} {y}",
        "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre",
        "Immagine|Video|Audio",
    ),
    "id": Words(
        "{d} {M} {y}",
        "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember",
        "Gambar|Video|Audio",
    ),
    "hi": Words(
        "{d} {M} {y}",
        "जनवरी|फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|अक्टूबर|नवंबर|दिसंबर",
        "तस्वीर|वीडियो|ऑडियो",
    ),
    "zh": Words("{y}年{M}月{d}日", "1|2|3|4|5|6|7|8|9|10|11|12", "图片|视频|音频", "，"),
    "ja": Words("{y}年{M}月{d}日", "1|2|3|4|5|6|7|8|9|10|11|12", "画像|動画|音声", "、"),
    "ko": Words("{y}년 {M}월 {d}일", "1|2|3|4|5|6|7|8|9|10|11|12", "사진|동영상|오디오"),
}

_GONE: Mapping[str, str] = {
    "en": "No longer available at its source; as captured on {date}",
    "ar": "لم يعد متاحًا في مصدره؛ كما حُفظ في {date}",
    "he": "אינו זמין עוד במקורו; כפי שנשמר ב־{date}",
    "fa": "دیگر در منبع خود در دسترس نیست؛ آن‌گونه که در {date} ثبت شد",
    "ur": "اب اپنے ماخذ پر دستیاب نہیں؛ جیسا کہ {date} کو محفوظ کیا گیا",
    "tr": "Artık kaynağında yok; {date} tarihindeki kaydıyla",
    "ru": "Больше недоступно в источнике; по состоянию на {date}",
    "uk": "Більше недоступно в джерелі; станом на {date}",
    "pl": "Niedostępne już u źródła; stan z {date}",
    "cs": "U zdroje již není dostupné; stav ze dne {date}",
    "de": "An der Quelle nicht mehr verfügbar; Stand vom {date}",
    "nl": "Niet meer beschikbaar bij de bron; zoals vastgelegd op {date}",
    "sv": "Finns inte längre hos källan; som det sparades den {date}",
    "fr": "N’est plus disponible à la source ; tel que capturé le {date}",
    "es": "Ya no está disponible en su fuente; tal como se capturó el {date}",
    "pt": "Já não está disponível na fonte; tal como capturado em {date}",
    "it": "Non più disponibile alla fonte; come acquisito il {date}",
    "id": "Tidak lagi tersedia di sumbernya; sebagaimana direkam pada {date}",
    "hi": "अब अपने स्रोत पर उपलब्ध नहीं; जैसा {date} को सहेजा गया",
    "zh": "原始来源已不可用；存档于{date}",
    "ja": "元の掲載先では閲覧できません（{date}時点の記録）",
    "ko": "원본에서 더 이상 볼 수 없음; {date} 보존본",
}

_DAY = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])-([0-3][0-9])(?:T|$)")


def of(language: str | None) -> Words:
    """The words in a language (BCP 47), in English where we have none."""
    return _WORDS[_known(language) or "en"]


def date(stated: str, language: str | None) -> Label:
    """A date as people write it, with the day that its own offset gives. A date without a day, or in a
    language that we do not have, stays as RFC 3339 has it.
    """
    day, known = _DAY.match(stated), _known(language)
    if day is None or known is None:
        return Label(stated[:10], None)
    words = _WORDS[known]
    month = words.months.split("|")[int(day[2]) - 1]
    return Label(words.day.format(d=int(day[3]), M=month, y=int(day[1])), language)


def gone(captured: str, language: str | None) -> tuple[str, Label, str]:
    """What is said of a post that only we still have: the words before the day of capture, the day, the words
    after it; in English where we do not have the language.
    """
    known = _known(language) or "en"
    before, _, after = _GONE[known.partition("-")[0]].partition("{date}")
    return before, date(captured, known), after


def _known(language: str | None) -> str | None:
    tag = (language or "").lower()
    return next((name for name in (tag, tag.partition("-")[0]) if name in _WORDS), None)

"""Where a post cannot go on above a paragraph: what an article writes between its posts."""

import re

from embedsvc.restore.articles.block import Block
from embedsvc.restore.grammar import instagram
from embedsvc.restore.grammar.attribution import INVISIBLE, Attribution, trimmed

_NUMBER = re.compile(r"[(#№]{0,2}\s?\d{1,3}\s?[.):/]{0,2}")
"""A line of a numbered list of posts."""
_NUMBERED = re.compile(r"[#№]\s?\d{1,3}\s?[.):]")
_LONGEST_HEADING = 80
_LONGEST_OPENING = 400
_ADVERTISEMENT = re.compile(
    r"(?:publicité|advertisement|ad|anzeige|werbung|publicidad|anuncio|publicidade|pubblicità|advertentie|reklam[ae]?|реклама"
    r"|إعلان|اعلان|تبلیغات|פרסומת|広告|広告の後に続く|광고|广告|廣告|iklan|διαφήμιση|विज्ञापन)\W*",
    re.IGNORECASE,
)
_HEADING = re.compile(r"h[1-6]|hr|figcaption")
_PLATFORM = re.compile(
    r"twitter|tweet|tuit|твит|твіт|тввіт|تويتر|تغريد|توییت|توئیت|ٹویٹ|ٹوئٹ|טוויט|ציוץ|צייצ|ציוצ"
    r"|ツイ(?:ート|ッター)|推特|推文|트위터|트윗|ट्विटर|ट्वीट"
    r"|instagram|инстаграм|інстаграм|إنستغرام|انستغرام|اینستاگرام|אינסטגרם|インスタ|인스타|इंस्टाग्राम"
    r"|facebook|фейсбук|فيسبوك|فیسبوک|פייסבוק|फेसबुक|페이스북"
    r"|tiktok|тикток|تيك ?توك|telegram|телеграм|تيليغرام|تلغرام|تلگرام|טלגרם|threads|bluesky|mastodon",
    re.IGNORECASE,
)
"""Prose that names a platform introduces a post."""
_NO_PROSE = re.compile(r"(?:https?://|pic\.)\S+|[#@＠]\w+")
LEAD_IN = re.compile(rf"[:：][\s{INVISIBLE}]*$")
LIST_ITEM = re.compile(r"[ \t]*(?:[-*+•·▪◦‣]|\d{1,3}[.)])[ \t]+(?=\S)")
LIST_MARK = re.compile(r"[ \t]*(?:[-*+•·▪◦‣–—]|\(?\d{1,3}[.)]|[①-⑳])[ \t]*(?=\S)")


def is_number(block: Block) -> bool:
    """A line of a list of posts: its number alone, or with a heading behind a "#"."""
    text = trimmed(block.text[:_LONGEST_HEADING])
    return bool(_NUMBER.fullmatch(text)) or (
        len(block.text) < _LONGEST_HEADING and bool(_NUMBERED.match(text))
    )


def is_structural(block: Block) -> bool:
    """A heading, a number, the word above an advertisement."""
    return (
        bool(_HEADING.fullmatch(block.tag))
        or is_number(block)
        or bool(_ADVERTISEMENT.fullmatch(trimmed(block.text[:_LONGEST_HEADING])))
    )


def is_border(block: Block) -> bool:
    """Whether the whole block is the article's own, whatever its length."""
    return is_structural(block) or bool(_PLATFORM.search(_NO_PROSE.sub("", block.text[:2000])))


def is_opening(block: Block, attribution: Attribution) -> bool:
    """Whether a post begins with this block: by the widget's line above the words, or the account."""
    if attribution.platform == "tiktok" and attribution.opening and attribution.opening.match(block.text):
        return True
    return len(block.text) < _LONGEST_OPENING and bool(instagram.VIEW.match(trimmed(block.text)))

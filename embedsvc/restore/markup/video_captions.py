"""What is left of a player: `Watch this video on YouTube`, with its link, alone in a paragraph."""

import re

from embedsvc.restore.articles.block import Block
from embedsvc.restore.grammar.attribution import trimmed
from embedsvc.restore.markup.candidate import Candidate

_SITE = "(?:youtube|vimeo|dailymotion|يوتيوب|یوتیوب|יוטיוב|ютуб)"
_CAPTION = re.compile(
    rf"(?:watch|view|see)(?: (?:this|the|our))?(?: video)? on {_SITE}"
    rf"|(?:dieses |das )?video auf {_SITE} (?:ansehen|anschauen)|auf {_SITE} ansehen"
    rf"|(?:regarder|voir)(?: (?:cette|la) vidéo)? sur {_SITE}"
    rf"|(?:ver|mira)(?: (?:este|el) v[ií]deo)? en {_SITE}"
    rf"|(?:ver|veja|assista|assistir)(?: a| ao?)?(?: (?:este |o )?v[ií]deo)? no {_SITE}"
    rf"|(?:guarda|visualizza)(?: (?:questo|il) video)? su {_SITE}|bekijk(?: (?:deze|de) video)? op {_SITE}"
    rf"|(?:obejrzyj|zobacz)(?: (?:ten )?film)? (?:w serwisie|na|w) {_SITE}"
    rf"|(?:посмотреть|смотреть|смотрите)(?: (?:это )?видео)? (?:на|в) {_SITE}"
    rf"|(?:переглянути|дивитися)(?: (?:це )?відео)? (?:на|в|у) {_SITE}"
    rf"|(?:bu )?(?:videoyu )?{_SITE}[’']?(?:da|de|ta|te) izle(?:yin)?"
    rf"|(?:tonton|lihat)(?: video ini)? di {_SITE}"
    rf"|شاهد(?: (?:هذا )?الفيديو)? على {_SITE}|(?:تماشای|مشاهده)(?: (?:این )?ویدیو)? در {_SITE}"
    rf"|(?:צפו|צפה|צפייה)(?: בסרטון)?(?: זה)? ב-? ?{_SITE}|{_SITE} पर (?:यह )?(?:वीडियो )?देखें"
    rf"|{_SITE} پر (?:یہ )?(?:ویڈیو )?دیکھیں|(?:この動画を ?)?{_SITE} ?で(?:この動画を)?(?:見る|視聴する)"
    rf"|在 ?{_SITE} ?上?(?:观看|觀看|查看)(?:此|这个|這部|這段)?(?:视频|影片)?"
    rf"|{_SITE}에서 (?:이 )?(?:동영상 |비디오 )?보기|δείτε(?: (?:αυτό )?το βίντεο)? στο {_SITE}",
    re.IGNORECASE,
)
_URL = re.compile(r"[\s:：–—-]*(https?://\S+)?[\s.。]*")
_LONGEST = 600
"""Characters in the source."""


def read(block: Block) -> Candidate | None:
    """The caption that a block is; None for any other, and for one with several links or none."""
    if block.inner_end - block.inner_start > _LONGEST:
        return None
    text = trimmed(block.text)
    caption = _CAPTION.match(text)
    rest = _URL.fullmatch(text, caption.end()) if caption else None
    if rest is None:
        return None
    urls = {link.url.strip() for link in block.view.links} | ({rest[1]} if rest[1] else set())
    if len(urls) != 1:
        return None
    return Candidate(block.start, block.end, tuple(urls), "caption", 0.9, of_platform=True)

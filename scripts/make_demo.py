#!/usr/bin/env python3
"""Writes the recording of `embedsvc serve --demo`: constructed responses in the format of the sites.

usage: make_demo.py OUT.warc.gz

The post and the article are constructed (the article's host is reserved by RFC 2606); the video exists.
"""

import json
import sys
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

WHEN = "2026-11-23T00:00:00Z"

TWEET = "https://x.com/KremlinRussia_E/status/1354104000000000001"
SYNDICATION = "https://cdn.syndication.twimg.com/tweet-result?id=1354104000000000001"
ARTICLE = "https://akhbar.example/2021/01/26/putin-biden-call/"
VIDEO = "https://www.youtube.com/watch?v=jNQXAC9IVRw"
GONE = "https://akhbar.example/2019/05/04/removed/"

WORDS = (
    "Telephone conversation with US President Joseph Biden: cooperation in trade and the economy, "
    "New START, UN Security Council summit"
)

PUBLISHED = {
    "url": TWEET,
    "author_name": "President of Russia",
    "author_url": "https://x.com/KremlinRussia_E",
    "html": (
        f'<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{WORDS} '
        '<a href="https://t.co/JTH4Ws7lcj">https://t.co/JTH4Ws7lcj</a></p>'
        "&mdash; President of Russia (@KremlinRussia_E) "
        f'<a href="{TWEET}?ref_src=twsrc%5Etfw">January 26, 2021</a></blockquote>\n'
    ),
    "width": 550,
    "height": None,
    "type": "rich",
    "cache_age": "3153600000",
    "provider_name": "X",
    "provider_url": "https://x.com",
    "version": "1.0",
}

SYNDICATED = {
    "__typename": "Tweet",
    "lang": "en",
    "created_at": "2021-01-26T16:28:46.000Z",
    "display_text_range": [0, len(WORDS) + 24],
    "entities": {
        "hashtags": [],
        "urls": [
            {
                "display_url": "en.kremlin.ru/events/preside…",
                "expanded_url": "http://en.kremlin.ru/events/president/news/64936",
                "indices": [len(WORDS) + 1, len(WORDS) + 24],
                "url": "https://t.co/JTH4Ws7lcj",
            }
        ],
        "user_mentions": [],
        "symbols": [],
    },
    "id_str": "1354104000000000001",
    "text": f"{WORDS} https://t.co/JTH4Ws7lcj",
    "user": {
        "id_str": "158650448",
        "name": "President of Russia",
        "screen_name": "KremlinRussia_E",
        "verified": True,
    },
    "isEdited": False,
    "isStaleEdit": False,
}
"""In the shape that X's widgets read (cdn.syndication.twimg.com)."""

PLAYED = {
    "title": "Me at the zoo",
    "author_name": "jawed",
    "author_url": "https://www.youtube.com/@jawed",
    "type": "video",
    "height": 150,
    "width": 200,
    "version": "1.0",
    "provider_name": "YouTube",
    "provider_url": "https://www.youtube.com/",
    "thumbnail_height": 360,
    "thumbnail_width": 480,
    "thumbnail_url": "https://i.ytimg.com/vi/jNQXAC9IVRw/hqdefault.jpg",
    "html": (
        '<iframe width="200" height="150" src="https://www.youtube.com/embed/jNQXAC9IVRw?feature=oembed" '
        'frameborder="0" allowfullscreen title="Me at the zoo"></iframe>'
    ),
}

HEADLINE = "الكرملين: بوتين وبايدن يتفقان على تمديد معاهدة «ستارت-3»"
LEAD = "أول اتصال هاتفي بين الرئيسين يتناول التجارة والأمن ومعاهدة الحد من الأسلحة الاستراتيجية."
DESK = "قسم الأخبار"
PAPER = "أخبار نموذجية"

STATED = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "mainEntityOfPage": {"@type": "WebPage", "@id": ARTICLE},
    "headline": HEADLINE,
    "description": LEAD,
    "inLanguage": "ar",
    "datePublished": "2021-01-26T21:14:00+00:00",
    "dateModified": "2021-01-26T22:02:00+00:00",
    "author": {"@type": "Organization", "name": DESK},
    "publisher": {"@type": "Organization", "name": PAPER},
}

PAGE = f"""<!DOCTYPE html>
<html dir="rtl" lang="ar" prefix="og: https://ogp.me/ns#">
<head>
<meta charset="UTF-8">
<title>{HEADLINE} - {PAPER}</title>
<meta name="description" content="{LEAD}">
<link rel="canonical" href="{ARTICLE}">
<meta property="og:locale" content="ar_AR">
<meta property="og:type" content="article">
<meta property="og:title" content="{HEADLINE}">
<meta property="og:description" content="{LEAD}">
<meta property="og:url" content="{ARTICLE}">
<meta property="og:site_name" content="{PAPER}">
<meta property="article:published_time" content="2021-01-26T21:14:00+00:00">
<script type="application/ld+json">{json.dumps(STATED, ensure_ascii=False)}</script>
</head>
<body>
<article>
<h1>{HEADLINE}</h1>
<p>أجرى الرئيس الروسي اتصالاً هاتفياً بنظيره الأميركي، هو الأول منذ تنصيبه، وفق ما أعلنه الكرملين.</p>
<p>{WORDS} <a href="https://t.co/JTH4Ws7lcj">https://t.co/JTH4Ws7lcj</a></p>
<p>— President of Russia (@KremlinRussia_E) <a href="{TWEET}">January 26, 2021</a></p>
<p>وأعرب الرئيسان عن رضاهما عن تمديد معاهدة «ستارت-3».</p>
</article>
</body>
</html>
"""

MISSING = (
    '<!DOCTYPE html>\n<html dir="rtl" lang="ar"><head><meta charset="UTF-8">'
    f"<title>الصفحة غير موجودة - {PAPER}</title></head><body><h1>الصفحة غير موجودة</h1></body></html>\n"
)


def _json(answer: dict[str, object]) -> tuple[str, bytes]:
    return "application/json; charset=utf-8", json.dumps(answer).encode()


def _html(page: str) -> tuple[str, bytes]:
    return "text/html; charset=UTF-8", page.encode()


RECORDS = (
    ("https://publish.x.com/oembed?" + urlencode({"url": TWEET}), "200 OK", _json(PUBLISHED)),
    (SYNDICATION, "200 OK", _json(SYNDICATED)),
    ("https://www.youtube.com/oembed?" + urlencode({"url": VIDEO}), "200 OK", _json(PLAYED)),
    (ARTICLE, "200 OK", _html(PAGE)),
    (GONE, "404 Not Found", _html(MISSING)),
)


def main(out: Path) -> None:
    with out.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number, (url, status, (content_type, body)) in enumerate(RECORDS):
            headers = [("Content-Type", content_type), ("Content-Length", str(len(body)))]
            record = writer.create_warc_record(
                url,
                "response",
                payload=BytesIO(body),
                length=len(body),
                http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
                warc_headers_dict={
                    "WARC-Date": WHEN,
                    "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{number:012}>",
                },
            )
            writer.write_record(record)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""The line that widgets of X, Bluesky and Mastodon put under a post, in its many forms."""

import pytest

from embedsvc.restore.articles.reading import Markup
from tests.support.decayed import AFTER, WORDS, article, find, only

NAMES = (
    "Mara Voss",
    "Mara Voss 🌊⚓",
    "O'Keefe-Lund",
    "Mara (she/her) Voss",
    "Mara [Bay News]",
    "مارا الفوسي",
    "מארה ווס",
    "真理 佐藤",
    "마라 보스",
    "Мара Восс",
    "Μάρα Βος",
    "Bay News – Official",
    "Bay | News",
    'Dr. Mara "Mo" Voss, PhD',
    "bay.news",
    "⚓",
)
HANDLES = (
    "(@mara_voss)",
    "( @mara_voss )",
    "(＠mara_voss)",
    "（@mara_voss）",
    "[@mara_voss]",
    "【@mara_voss】",
    "(@ mara_voss)",
    "(\u2066@mara_voss\u2069)",
)
DASHES = ("— ", "—", "– ", "― ", "-- ", "- ", "⸺ ", "‒ ", "− ", "\u200f— ", "—\u00a0", "")
DATES = (
    "January 26, 2021",
    "Jan 26, 2021",
    "26 January 2021",
    "5:04 PM · Jan 26, 2021",
    "5:04 PM - 26 Jan 2021",
    "Tuesday, January 26, 2021",
    "٢٦ يناير ٢٠٢١",
    "26 يناير، 2021",
    "٥:٠٤ م · ٢٦ يناير ٢٠٢١",
    "۲۶ ژانویهٔ ۲۰۲۱",
    "۷ بهمن ۱۳۹۹",
    "26 בינואר 2021",
    "5:04 אחה״צ · 26 בינו׳ 2021",
    "26 Ocak 2021",
    "26 มกราคม ค.ศ. 2021",
    "26 มกราคม พ.ศ. 2564",
    "26 қаңтар 2021 ж.",
    "26. siječnja 2021.",
    "ÖS 5:04 · 26 Oca 2021",
    "26 января 2021 г.",
    "26 янв. 2021 г.",
    "26 січня 2021 р.",
    "Січень 26, 2021",
    "26 janvier 2021",
    "26 janv. 2021",
    "26. Januar 2021",
    "5:04 nachm. · 26. Jan. 2021",
    "26 de enero de 2021",
    "enero 26, 2021",
    "5:04 p. m. · 26 ene. 2021",
    "26 de janeiro de 2021",
    "26 de jan. de 2021",
    "26 gennaio 2021",
    "26 Januari 2021",
    "26 जनवरी 2021",
    "२६ जनवरी २०२१",
    "26 جنوری، 2021",
    "2021年1月26日",
    "午後5:04 · 2021年1月26日",
    "2021, 1月 26",
    "1月 26, 2021",
    "2021년 1월 26일",
    "오후 5:04 · 2021년 1월 26일",
    "26 stycznia 2021",
    "26 januari 2021",
    "26 Ιανουαρίου 2021",
    "5:04 μ.μ. · 26 Ιαν 2021",
    "la 26-an de januaro 2021",
    "26a de januaro, 2021",
    "2021-01-26T17:04:00.123Z",
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("handle", ["(@mara_voss)", "（@mara_voss）"])
def test_names_of_every_kind(name: str, handle: str) -> None:
    found = only(article(WORDS, f"— {name} {handle} January 26, 2021"))
    assert (found.author, found.handle, found.published, found.text) == (
        name,
        "mara_voss",
        "2021-01-26",
        WORDS,
    )


@pytest.mark.parametrize("handle", HANDLES)
@pytest.mark.parametrize("dash", DASHES)
def test_brackets_of_any_width_and_dashes_of_any_kind(handle: str, dash: str) -> None:
    found = only(article(WORDS, f"{dash}Mara Voss {handle} January 26, 2021"))
    assert (found.author, found.handle, found.text) == ("Mara Voss", "mara_voss", WORDS)


@pytest.mark.parametrize("date", DATES)
def test_dates_of_every_language(date: str) -> None:
    source = article(WORDS, f"— Mara Voss (@mara_voss) {date}")
    found = only(source)
    assert (found.published or "")[:10] == "2021-01-26"
    assert source[found.start : found.end] == f"{WORDS}\n\n— Mara Voss (@mara_voss) {date}"


@pytest.mark.parametrize(
    ("words", "is_sure"),
    [
        ("The boats are ready.", False),
        ("The boats are ready. https://t.co/Ab12Cd34Ef", True),
        ("The boats are ready ⚓🚢", True),
        ("اليوم فتحنا الميناء أمام جميع القوارب.", True),
    ],
)
def test_a_line_without_a_dash_may_be_a_byline(words: str, is_sure: bool) -> None:  # noqa: FBT001
    found = only(article(words, "Mara Voss (@mara_voss) January 26, 2021"))
    assert (found.confidence >= 0.5) == is_sure


def test_a_credit_of_a_picture_is_no_post() -> None:
    caption = "<figcaption>The pier – Mara Voss (@mara_voss), January 26, 2021</figcaption>"
    found = find(f"<p>{WORDS}</p><figure><img src=a.jpg>{caption}</figure>", "html")
    assert not any(each.text for each in found)


@pytest.mark.parametrize("words", ["Love it", "Wow", "No way!", "Sehr gut"])
def test_short_words_of_an_item(words: str) -> None:
    line = f"{words} — Mara Voss (@mara_voss) January 26, 2021"
    sources: dict[Markup, str] = {"html": f"<ul><li>{line}</li></ul>", "markdown": f"* {line}\n* {AFTER}"}
    for markup, source in sources.items():
        found = only(source, markup)
        assert (found.text, found.author) == (words, "Mara Voss")


@pytest.mark.parametrize(
    "item",
    [
        "Mara Voss – Official (@mara_voss) January 26, 2021",
        "Photo – Mara Voss (@mara_voss) January 26, 2021",
        "Keynote – Mara Voss (@mara_voss), January 26, 2021",
        "Paint the pier - Mara Voss (@mara_voss) 2021-01-26",
        "Paint the pier and the crane of the harbour - Mara Voss (@mara_voss) 2021-01-26",
        "Chair – Mara Voss (@mara_voss) May 2019",
        "Moderator – Mara Voss (@mara_voss) March 3, 2021",
        "Closing panel – Jon Foss (@jonfoss) 4 March 2021",
        "Why I left – Mara Voss (@mara_voss) March 3, 2021",
        "Fix the parser – Mara Voss (@mara_voss) March 3, 2021",
    ],
)
def test_an_item_that_names_an_account_is_no_post(item: str) -> None:
    sources: dict[Markup, str] = {"html": f"<ul><li>{item}</li></ul>", "markdown": f"- {item}\n- {AFTER}"}
    for markup, source in sources.items():
        found = find(source, markup)
        assert [each for each in found if each.confidence >= 0.5] == []


@pytest.mark.parametrize("handle", ["mara_", "_mara", "__mara__"])
def test_underscores_of_an_account_are_no_emphasis(handle: str) -> None:
    found = only(article(WORDS, f"— _Mara Voss_ (@{handle}) January 26, 2021"), "markdown")
    assert (found.author, found.handle) == ("Mara Voss", handle)


@pytest.mark.parametrize("date", ["26 Xanuru 2021", "26 de xanuru de 2021"])
def test_a_date_that_is_not_understood_is_of_the_line_too(date: str) -> None:
    source = article(WORDS, f"— Mara Voss (@mara_voss) {date}")
    found = only(source)
    assert (found.text, source[found.end :].strip()) == (WORDS, AFTER)


@pytest.mark.parametrize("entity", ["&mdash;", "&#8212;", "&#x2014;", "&ndash;", "&horbar;"])
def test_dashes_as_entities(entity: str) -> None:
    source = article(WORDS, f"{entity} Mara Voss (@mara_voss) January 26, 2021", markup="html")
    assert only(source, "html").author == "Mara Voss"


@pytest.mark.parametrize(
    ("handle", "platform"),
    [("mara_voss", "x"), ("mara.bsky.social", "bluesky"), ("mara@bay.example", "mastodon")],
)
def test_the_handle_shows_the_platform(handle: str, platform: str) -> None:
    found = only(article(WORDS, f"— Mara Voss (@{handle}) January 26, 2021"))
    assert (found.platform, found.handle) == (platform, handle)


def test_the_link_of_the_date_is_the_post() -> None:
    url = "https://twitter.com/mara_voss/status/1354100000000000000"
    source = article(WORDS, f'— Mara Voss (@mara_voss) <a href="{url}">January 26, 2021</a>', markup="html")
    assert only(source, "html").url == url


def test_a_date_that_is_glued_to_the_next_sentence() -> None:
    source = f"{WORDS} — Mara Voss (@mara_voss) January 26, 2021The boats stay where they are."
    found = only(source)
    assert (found.published, source[found.end :]) == ("2021-01-26", "The boats stay where they are.")


@pytest.mark.parametrize(
    "prose",
    [
        "The mayor (@mara_voss) opened the harbour on January 26, 2021.",
        "By Mara Voss (@mara_voss) January 26, 2021",
        "HARBOUR TOWN — The office closed on January 26, 2021, the mayor said.",
        "“Nobody told us.” — Mara Voss, January 26, 2021",
        "Mara Voss — mara@bay.example — January 26, 2021",
        "Photo: Mara Voss (Bay News), January 26, 2021",
        "Posted by Mara Voss on January 26, 2021 in Harbour, Boats",
        "Posted by Mara Voss on Monday, January 26, 2021 at 5:04 pm",
        "- Fix the crane (@mara_voss)\n- Paint the pier (@ole)\n- Feed the gulls (@mara_voss)",
        "Write to the office (harbour@bay.example) before January 26, 2021.",
        "Follow us: Instagram (@baynews), X (@baynews), TikTok (@baynews_official)",
        "Thanks to @mara_voss and @ole for the report of January 26, 2021 - it helped.",
        "Updated by Mara Voss (@mara_voss) on Jan 26, 2021, 5:04 PM",
        "Traduit par Mara Voss (@mara_voss) 26 janvier 2021",
        "Mara Voss tarafından (@mara_voss) 26 Ocak 2021",
        "Foto: Mara Voss (@mara_voss) 26 januari 2021",
        "تصوير: مارا فوس (@mara_voss) 26 يناير 2021",
        "写真：山田 (@mara_voss) 2021年1月26日",
        "Mara Voss (@mara_voss) | January 26, 2021 | 5 min read",
        "Mara Voss, Staff Writer (@mara_voss) — January 26, 2021",
        "A talk of Mara Voss (@mara_voss) on January 26, 2021 caused a stir.",
        "Mara Voss (@mara_voss) joined in January 2021 and Ole (@ole) in March 2020.",
        "- Fixed a crash (#123) (@mara_voss) 2021-01-26",
        "- The crane is fixed (@mara_voss) 2021-01-26",
        "The account — run by Bay Port (@bayport) — closed on January 26, 2021.",
        "Webinar: Ports of the bay — with Mara Voss (@mara_voss) — January 26, 2021",
        "Voss, Mara [@mara_voss]. (2021, January 26). The boats. Bay Press.",
        "نشرت مارا (@mara_voss) في 26 يناير 2021 تغريدة.",
        "Tradus de Mara Voss (@mara_voss) 26 ianuarie 2021",
        "마라 보스 기자 (@mara_voss) 2021년 1월 26일",
        "Mara Voss [@mara_voss], 26.01.2021",
        "- 2021-01-26 – Fixed the crane, thanks Mara Voss (@mara_voss)\n- 2021-01-27 – Painted the pier",
    ],
)
def test_prose_is_no_post(prose: str) -> None:
    for source in (prose, article(prose), article(prose, markup="html")):
        found = find(source, "html" if source.startswith("<p>") else "text")
        assert [each for each in found if each.confidence >= 0.5] == []

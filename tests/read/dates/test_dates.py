from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedsvc.read.dates import dates

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2021-01-26", "2021-01-26"),
        ("2021-1-6", "2021-01-06"),
        ("2021-01", "2021-01"),
        ("2021", "2021"),
        ("2021. január", "2021-01"),
        ("2021年1月", "2021-01"),
        ("enero de 2021", "2021-01"),
        ("January 2021 00:00Z", "2021-01"),
        ("20210126", "2021-01-26"),
        ("2021-W04-2", "2021-01-26"),
        ("2021W042", "2021-01-26"),
        ("2021-026", "2021-01-26"),
        ("2021-01-26T14:30:05Z", "2021-01-26T14:30:05Z"),
        ("2021-01-26T14:30Z", "2021-01-26T14:30:00Z"),
        ("2021-01-26T14:30:05.000+01:00", "2021-01-26T14:30:05+01:00"),
        ("2021-01-26T14:30:05.120-0530", "2021-01-26T14:30:05.12-05:30"),
        ("2021-01-26T14:30:05.1234567Z", "2021-01-26T14:30:05.123456Z"),
        ("2021-01-26 14:30:05 +0100", "2021-01-26T14:30:05+01:00"),
        ("2021-01-26T14:30:05+01", "2021-01-26T14:30:05+01:00"),
        ("2021-01-26T14:30:05 UTC", "2021-01-26T14:30:05Z"),
        ("2021-01-26T14:30:05+01:00CET", "2021-01-26T14:30:05+01:00"),
        ("2021-01-26T14:30:05+01:00[Europe/Paris]", "2021-01-26T14:30:05+01:00"),
        ("2021-01-26T14-30-05Z", "2021-01-26T14:30:05Z"),
        ("20210126T143005+0100", "2021-01-26T14:30:05+01:00"),
        ("20210126T1430Z", "2021-01-26T14:30:00Z"),
        ("Tue, 26 Jan 2021 14:30:05 GMT", "2021-01-26T14:30:05Z"),
        ("26 Jan 21 14:30 -0500", "2021-01-26T14:30:00-05:00"),
        ("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"),
        ("Tue Jan 26 14:30:05 +0000 2021", "2021-01-26T14:30:05Z"),
        ("Tue Jan 26 2021 14:30:05 GMT+0100 (CET)", "2021-01-26T14:30:05+01:00"),
        ("Thu, May 21 2020 12:00:00 EDT", "2020-05-21T12:00:00-04:00"),
        ("Jan. 26, 2021, 2:30 p.m. EST", "2021-01-26T14:30:00-05:00"),
        ("Jan. 26, 2021, 12:05 am UTC", "2021-01-26T00:05:00Z"),
    ],
)
def test_machine_forms(text: str, value: str) -> None:
    """Forms that software writes are parsed with their precision and zone."""
    assert dates.parse(text, now=NOW) == value


@pytest.mark.parametrize(
    "text",
    ["2021-01-26T14:30:05", "2021-01-26 14:30", "20210126143005", "202101261430", "2021-01-26|14h30", "2021/01/26 - 14:30",
     "2021-01-26T25:30:05Z", "2021-01-26T14:30:05+99:00", "Jan 26, 2021, 2:30 p.m. ET"],
)  # fmt: skip
def test_a_time_without_zone_becomes_its_day(text: str) -> None:
    """RFC 3339 requires a zone, so only the day remains."""
    assert dates.parse(text, now=NOW) == "2021-01-26"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1611673205", "2021-01-26T15:00:05Z"),
        ("1611673205000", "2021-01-26T15:00:05Z"),
        ("1611673205123", "2021-01-26T15:00:05.123Z"),
        ("1611673205000000", "2021-01-26T15:00:05Z"),
        ("1611673205000000000", "2021-01-26T15:00:05Z"),
        ("1611673205.5", "2021-01-26T15:00:05.5Z"),
        ("0", None),
        ("123456789", None),
        ("99999999999", None),
    ],
)
def test_epoch_numbers(text: str, value: str | None) -> None:
    """The size of a number determines its unit; a time before the web or in the future is not a date."""
    assert dates.parse(text, now=NOW) == value


@pytest.mark.parametrize(
    "text",
    [
        "26. Januar 2021, 14:30 Uhr", "26. Jänner 2021", "January 26th, 2021", "Jan 26 2021", "26 janvier 2021 à 14h30", "26 de enero de 2021",
        "26 de janeiro de 2021", "26 gennaio 2021", "26 stycznia 2021", "26 jan. 2021", "26 januari 2021", "26. januar 2021 kl. 14.30",
        "26 ianuarie 2021", "26. tammikuuta 2021", "26. ledna 2021", "26. januára 2021", "2021. január 26., kedd", "2021. jan. 26.",
        "26 Ιανουαρίου 2021", "26 января 2021 г. в 14:30", "26 січня 2021 року", "26 януари 2021", "26. јануара 2021.", "26. januara 2021.",
        "26. siječnja 2021.", "2021 m. sausio 26 d.", "2021. gada 26. janvāris", "26. jaanuar 2021", "26 Հունվարի, 2021", "26 Ocak 2021 Salı",
        "26 जनवरी 2021", "ngày 26 tháng 1 năm 2021", "26 tháng 1, 2021", "26 มกราคม 2564", "26 มกราคม พ.ศ. 2564", "26 ม.ค. 2564", "26 ஜனவரி, 2021", "26 জানুয়ারি, ২০২১", "2021 ж. 26 қаңтар", "26 thg 1, 2021", "26 בינו׳ 2021", "26 जन॰ 2021", "2021 թ. հունվարի 26", "2021年1月26日 14:30", "２０２１年１月２６日",
        "令和3年1月26日", "民國110年1月26日", "2021년 1월 26일 (화) 오후 2:30", "2021. 1. 26.", "26 Januari 2021",
        "الثلاثاء 26 يناير 2021", "٢٦ يناير ٢٠٢١", "26 كانون الثاني 2021", "٢٦ كانون الثاني/يناير ٢٠٢١", "26 جانفي 2021", "26 يناير/كانون الثاني 2021 م",
        "26 בינואר 2021", "26 ב-ינואר, 2021", "۷ بهمن ۱۳۹۹ - ۱۴:۳۰", "7 بهمن 1399", "۲۶ ژانویه ۲۰۲۱", "26 جنوری 2021", "۷ دلو ۱۳۹۹",
        "13 جمادى الآخرة 1442 هـ", "26.01.2021", "26. 1. 2021", "26/01/2021", "26-01-2021", "26.01.21", "26-Jan-2021", "26-Jan-21", "26 Jan '21",
        "2021/01/26", "2021.01.26", "2021 Jan 26", "01/26/2021", "Veröffentlicht am 26.1.2021 um 14:30", "© 2020. January 26, 2021",
        "<\u200e26\u200e/\u200e01\u200e/\u200e2021>",
    ],
)  # fmt: skip
def test_one_day_in_many_languages(text: str) -> None:
    """26 January 2021 in words and figures of many scripts and calendars."""
    assert dates.parse(text, now=NOW) == "2021-01-26"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 Tháng Chín, 2023", "2023-09-12"),
        ("12 Tháng Mười, 2023", "2023-10-12"),
        ("12 Tháng Mười Hai, 2023", "2023-12-12"),
        ("5 tháng năm năm 2021", "2021-05-05"),
        ("tháng mười một 2021", "2021-11"),
    ],
)
def test_vietnamese_months_are_numbers_in_words_too(text: str, value: str) -> None:
    """The labels of X have them. "Năm" is five, and year."""
    assert dates.parse(text) == value


@pytest.mark.parametrize(
    ("text", "languages", "value"),
    [
        ("02/03/2021", (), "2021-03-02"),
        ("02/03/2021", ("en-US",), "2021-02-03"),
        ("02/03/2021", ("en_US",), "2021-02-03"),
        ("02/03/2021", ("en-GB",), "2021-03-02"),
        ("02/03/2021", ("fr", "en-US"), "2021-03-02"),
        ("02.03.2021", ("en-US",), "2021-03-02"),
        ("26/03/2021", ("en-US",), "2021-03-26"),
        ("02/03/2021 08:43:31 am", ("pt-BR",), "2021-02-03"),
        ("02/03/2021 08:43:31", ("pt-BR",), "2021-03-02"),
        ("02/03/2021 08:43:31 am", ("en-AU",), "2021-03-02"),
        ("03/26/2021", ("en-GB",), "2021-03-26"),
        ("21.03.02", ("ko",), "2021-03-02"),
        ("21.03.02", ("de",), "2002-03-21"),
        ("5. listopada 2020", ("hr",), "2020-10-05"),
        ("5. listopada 2020", ("pl",), "2020-11-05"),
        ("5. listopada 2020", ("sh-HR",), "2020-10-05"),
        ("5. listopada 2020.", (), "2020-10-05"),
        ("5. lis 2020.", (), "2020-10-05"),
        ("5 listopada 2020", (), "2020-11-05"),
        ("5. listopadu 2020", (), "2020-11-05"),
        ("2020 ж. 5 там.", (), "2020-08-05"),
        ("2020 ж. 5 там.", ("ru",), "2020-08-05"),
        ("1399/11/07", ("fa-IR",), "2021-01-26"),
        ("1442/06/13", ("ar",), "2021-01-26"),
        ("۱۳۹۹/۱۱/۰۷", (), "2021-01-26"),
        ("١٣/٠٦/١٤٤٢", (), "2021-01-26"),
        ("12/05/2563", ("th",), "2020-05-12"),
    ],
)
def test_the_language_decides_what_is_ambiguous(text: str, languages: tuple[str, ...], value: str) -> None:
    """The page's language decides between day and month first, and between months of the same name."""
    assert dates.parse(text, languages=languages, now=NOW) == value


@pytest.mark.parametrize(
    "text",
    [
        "", "vor 2 Stunden", "2 hours ago", "yesterday at 14:30", "gestern", "منذ 3 ساعات", "3日前", "26 January", "Jan 26, 14:30", "14:30",
        "30.02.2021", "2021-13-01", "32 January 2021", "99 Jan 2021", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "1969-12-31T19:00:00-05:00",
        "1900-01-01", "1850", "January 26, 2031", "2031-01-26", "PT14M30S", "May 5, 10 min read", "version 10.12.14.15", "30 اسفند 1400",
        "Season 2010-11", "192.168.20.21", "A" * 10_000, "9" * 10_000,
    ],
)  # fmt: skip
def test_not_a_date(text: str) -> None:
    """Relative words, days without a year, days that do not exist, and dates out of bounds."""
    assert dates.parse(text, now=NOW) is None


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("ons, 03/05/2014 - 11:00", "sv", "2014-03-05"), ("lör, 03/05/2014", "sv", "2014-05-03"), ("Wed, 03/05/2014", "en-GB", "2014-03-05"),
        ("Sat, 03/05/2014", "en-US", "2014-05-03"), ("Mo, 03/05/2014", "de", "2014-05-03"), ("la 02/01/2014", "ro", "2014-01-02"),
    ],
)  # fmt: skip
def test_the_weekday_decides_what_is_ambiguous(text: str, language: str, value: str) -> None:
    """Where figures can be two days, the weekday before them decides."""
    assert [found.value for found in dates.find(text, languages=(language,))] == [value]


def test_a_date_can_be_one_day_ahead() -> None:
    """It is already tomorrow in some zones. Without `now`, dates until 2100 are accepted."""
    assert dates.parse("2026-06-16", now=NOW) == "2026-06-16"
    assert dates.parse("2026-06-17", now=NOW) is None
    assert dates.parse("2031-01-26") == "2031-01-26"


def test_dates_in_prose() -> None:
    """Each date is found with its position, which includes its time."""
    text = "Published Jan 26, 2021 at 2:30 pm | Updated 3 February 2021. In 5 of 2021 cases (v1.2.13) May 2020 was best."
    found = dates.find(text, languages=("en",), now=NOW)
    assert [(text[each.start : each.end], each.value) for each in found] == [
        ("Jan 26, 2021 at 2:30 pm", "2021-01-26"),
        ("3 February 2021", "2021-02-03"),
        ("May 2020", "2020-05"),
    ]


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://a.example/2021/01/26/slug", "2021-01-26"),
        ("https://a.example/news/2021/1/6.html", "2021-01-06"),
        ("https://a.example/world/2021/jan/26/slug", "2021-01-26"),
        ("https://a.example/2021-01-26-slug", "2021-01-26"),
        ("https://a.example/a/t20210126_123.shtml", "2021-01-26"),
        ("https://a.example/n1/2021/0126/c1001.html", "2021-01-26"),
        ("https://a.example/2021-01/26/c_1.htm", "2021-01-26"),
        ("https://a.example/1399/11/07/slug", "2021-01-26"),
        ("https://a.example/2021/01/slug", "2021-01"),
        ("https://a.example/2020/10/5-things-to-know", "2020-10"),
        ("https://a.example/1234/56/78", None),
        ("https://a.example/id/120210126", None),
        ("https://2021-01-26.example/slug", None),
        ("https://a.example/?day=2021-01-26", None),
        ("https://a.example/2031/01/26/", None),
        ("/" * 100_000, None),
    ],
)
def test_dates_in_urls(url: str, value: str | None) -> None:
    """A day or a month in the path counts; one in the host or the query does not."""
    assert dates.from_url(url, now=NOW) == value


PIECES = st.sampled_from(
    ["26", "1", "01", "2021", "1399", "۱۳۹۹", "20210126", "/", "-", ".", " ", "T", ":", "14:30", "Z", "+01:00", "January", "يناير",
     "كانون", "الثاني", "بهمن", "年", "月", "日", "tháng", "令和", "gada", "'", "(", "W04", "am", "GMT", "ב", "٫"],
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(PIECES, max_size=20).map("".join),
    st.lists(PIECES, max_size=20).map(" ".join),
)


@given(TEXTS)
def test_any_text_is_parsed(text: str) -> None:
    """No text raises; a result is a date that parses to itself."""
    value = dates.parse(text, now=NOW)
    if value is not None:
        datetime.fromisoformat(value if len(value) > 7 else f"{value}-01-01"[:10])
        assert dates.parse(value, now=NOW) == value
    ends = 0
    for found in dates.find(text, now=NOW):
        assert ends <= found.start < found.end <= len(text)
        assert dates.parse(found.value, now=NOW) == found.value
        ends = found.end


@given(st.text(max_size=200))
def test_any_url_is_parsed(url: str) -> None:
    """No URL raises; a result is a date that parses to itself."""
    value = dates.from_url(url, now=NOW)
    assert value is None or dates.parse(value, now=NOW) == value

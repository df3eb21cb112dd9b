"""The lines that other platforms put around a post, in the languages of their widgets."""

import pytest

from embedsvc.restore.articles.reading import Markup
from tests.support.decayed import AFTER, BEFORE, article, find, only

CAPTION = "Low tide, and nobody at the crane #harbour"

INSTAGRAM = (
    "A post shared by Mara Voss (@mara_voss)",
    "A photo posted by Mara Voss (@mara_voss) on Jan 26, 2021 at 5:04pm PST",
    "Ein Beitrag geteilt von Mara Voss (@mara_voss)",
    "Ein von Mara Voss (@mara_voss) geteilter Beitrag",
    "Une publication partagée par Mara Voss (@mara_voss)",
    "Una publicación compartida de Mara Voss (@mara_voss)",
    "Uma publicação partilhada por Mara Voss (@mara_voss)",
    "Un post condiviso da Mara Voss (@mara_voss) in data: 26 Gen 2021 alle ore 5:04 PST",
    "Een bericht gedeeld door Mara Voss (@mara_voss)",
    "Post udostępniony przez Mara Voss (@mara_voss)",
    "Публикация от Mara Voss (@mara_voss)",
    "Допис, поширений Mara Voss (@mara_voss)",
    "تمت مشاركة منشور بواسطة Mara Voss (@mara_voss)",
    "پستی که توسط Mara Voss (@mara_voss) به اشتراک گذاشته شده",
    "פוסט משותף על ידי Mara Voss (@mara_voss)",
    "Mara Voss (@mara_voss)'in paylaştığı bir gönderi",
    "Mara Voss(@mara_voss)がシェアした投稿",
    "Mara Voss(@mara_voss)님의 공유 게시물",
    "Mara Voss（@mara_voss）分享的貼文",
    "由 Mara Voss (@mara_voss) 分享的帖子",
    "Sebuah kiriman dibagikan oleh Mara Voss (@mara_voss)",
    "Mara Voss (@mara_voss) द्वारा साझा की गई पोस्ट",
    "Η δημοσίευση κοινοποιήθηκε από το χρήστη Mara Voss (@mara_voss)",
    "Ett inlägg delat av Mara Voss (@mara_voss)",
    "Henkilön Mara Voss (@mara_voss) jakama julkaisu",
    "Objava osebe Mara Voss (@mara_voss)",
    "Įrašas, kuriuo dalinasi Mara Voss (@mara_voss)",
    "Mara Voss (@mara_voss) által megosztott bejegyzés",
)
FACEBOOK = (
    "Posted by Mara Voss on Tuesday, January 26, 2021",
    "Posted by Mara Voss on Tuesday, 26 January 2021",
    "Gepostet von Mara Voss am Dienstag, 26. Januar 2021",
    "Publiée par Mara Voss sur Mardi 26 janvier 2021",
    "Publicado por Mara Voss en Martes, 26 de enero de 2021",
    "Publicado por Mara Voss em Terça-feira, 26 de janeiro de 2021",
    "Pubblicato da Mara Voss su Martedì 26 gennaio 2021",
    "Geplaatst door Mara Voss op Dinsdag 26 januari 2021",
    "Opublikowany przez Mara Voss Wtorek, 26 stycznia 2021",
    "Опубликовано Mara Voss Вторник, 26 января 2021 г.",
    "Опубліковано Mara Voss Вівторок, 26 січня 2021 р.",
    "تم النشر بواسطة Mara Voss في الثلاثاء، ٢٦ يناير ٢٠٢١",
    "פורסם על ידי Mara Voss ב- יום שלישי, 26 בינואר 2021",
    "Mara Voss tarafından 26 Ocak 2021 Salı tarihinde gönderildi",
    "Dikirim oleh Mara Voss pada Selasa, 26 Januari 2021",
    "Δημοσιεύτηκε από Mara Voss στις Τρίτη, 26 Ιανουαρίου 2021",
    "投稿者 Mara Voss 2021年1月26日火曜日",
    "게시: Mara Voss 2021년 1월 26일 화요일",
    "由 Mara Voss 发布于 2021年1月26日星期二",
    "Mara Voss 發佈於 2021年1月26日 星期二",
    "Đăng bởi Mara Voss vào Thứ Ba, 26 tháng 1, 2021",
    "Afiŝita de Mara Voss en mardo, la 26a de januaro 2021",
)


@pytest.mark.parametrize("line", INSTAGRAM)
def test_instagram(line: str) -> None:
    source = article(CAPTION, line, markup="html")
    found = only(source, "html")
    assert (found.platform, found.author, found.handle) == ("instagram", "Mara Voss", "mara_voss")
    assert (found.text, source[found.start : found.end]) == (CAPTION, f"<p>{CAPTION}</p>\n<p>{line}</p>")
    assert (found.published or "2021-01-26")[:10] == "2021-01-26"


@pytest.mark.parametrize("line", FACEBOOK)
def test_facebook(line: str) -> None:
    source = article(CAPTION, line)
    found = only(source)
    assert (found.platform, found.author, found.handle) == ("facebook", "Mara Voss", None)
    assert (found.text, found.published) == (CAPTION, "2021-01-26")
    assert source[found.start : found.end] == f"{CAPTION}\n\n{line}"


@pytest.mark.parametrize(
    "line",
    [
        "Mara Voss (@mara_voss)'in paylaştığı bir gönderi",
        "Mara Voss(@mara_voss)がシェアした投稿",
        "Mara Voss (@mara_voss) által megosztott bejegyzés",
        "Mara Voss tarafından 26 Ocak 2021 Salı tarihinde gönderildi",
    ],
)
def test_a_label_that_begins_with_the_name_may_follow_the_words_at_once(line: str) -> None:
    found = only(article(f"{CAPTION} {line}"))
    assert (found.author, found.text) == ("Mara Voss", CAPTION)


@pytest.mark.parametrize(
    "line", ["Posted by Mara Voss on Monday, January 26, 2021", "Posted by Mara Voss on January 26, 2021"]
)
def test_facebook_always_names_the_right_weekday(line: str) -> None:
    assert find(article(CAPTION, line)) == []


@pytest.mark.parametrize(
    ("line", "platform", "handle"),
    [
        ("Post by @mara_voss\nView on Threads", "threads", "mara_voss"),
        ("Publicación de @mara_voss\nVer en Threads", "threads", "mara_voss"),
        ("Beitrag von @mara_voss\nAuf Threads ansehen", "threads", "mara_voss"),
        ("Post by @mara@bay.example\nView on Mastodon", "mastodon", "mara@bay.example"),
        ("Publication de @mara@bay.example\nVoir sur Mastodon", "mastodon", "mara@bay.example"),
        ("Opslag fra @mara_voss\nSe på Threads", "threads", "mara_voss"),
        ("@mara_voss bejegyzése\nMegtekintés a Threadsen", "threads", "mara_voss"),
        ("@mara_vossさんの投稿\nThreadsで見る", "threads", "mara_voss"),
        ("@mara_voss님의 게시물\nThreads에서 보기", "threads", "mara_voss"),
        ("Příspěvek od @mara_voss\nZobrazit na Threads", "threads", "mara_voss"),
    ],
)
def test_lines_that_lead_to_the_post(line: str, platform: str, handle: str) -> None:
    source = article(CAPTION, line)
    found = only(source)
    assert (found.platform, found.handle, found.text) == (platform, handle, CAPTION)
    assert source[found.end :].strip() == AFTER


@pytest.mark.parametrize(
    "sound",
    ["original sound - Mara", "son original – Mara", "オリジナル楽曲 - Mara", "оригинальный звук - Mara"],
)
def test_tiktok(sound: str) -> None:
    found = only(article(f"@mara_voss {CAPTION}", f"♬ {sound}"))
    assert (found.platform, found.handle, found.author, found.text) == (
        "tiktok",
        "mara_voss",
        "Mara",
        CAPTION,
    )


@pytest.mark.parametrize(
    "line",
    [
        "t.me/baynews/123 35.0K views Jan 26, 2021 at 17:14",
        "https://t.me/baynews/123",
        "t.me/baynews/123 1.2K просмотров 26 янв. 2021 в 17:14",
        "t.me/baynews/123\n12.2K views\nJan 26, 2021",
    ],
)
def test_telegram(line: str) -> None:
    found = only(article(f"Bay News\n{CAPTION}\n{line}"))
    assert (found.platform, found.handle, found.author) == ("telegram", "baynews", "Bay News")
    assert (found.text, found.url) == (CAPTION, "https://t.me/baynews/123")


@pytest.mark.parametrize(
    "line",
    [
        "View this post on Instagram\n\nA post shared by Mara Voss (@mara_voss)",
        "View this post on Instagram A post shared by Mara Voss (@mara_voss) on Jan 26, 2021 at 5:04pm PST",
        "この投稿をInstagramで見る\n\nMara Voss(@mara_voss)がシェアした投稿",
    ],
)
def test_a_caption_whose_words_never_stood_there_invents_none(line: str) -> None:
    source = article(line)
    found = only(source)
    assert (found.text, source[: found.start].strip()) == ("", BEFORE)


def test_the_article_that_introduces_a_picture_is_not_its_words() -> None:
    lead = "The mayor showed the crane on Instagram."
    found = only(article(lead, "A post shared by Mara Voss (@mara_voss)", markup="html"), "html")
    assert found.text == ""


def test_the_words_stand_behind_the_line_of_the_widget() -> None:
    line = "A post shared by Mara Voss (@mara_voss)"
    source = article("View this post on Instagram", CAPTION, "Second thoughts.", line)
    found = only(source)
    assert found.text == f"{CAPTION}\n\nSecond thoughts."
    assert source[found.start :].startswith("View this post")


@pytest.mark.parametrize(
    "prose",
    [
        "A photo shared by Mara Voss (@mara_voss) shows the harbour.",
        "Posted by Mara Voss on Tuesday, January 26, 2021 in Harbour, News",
        "Listen to ♬ Bay Song ♬ on the radio.",
        "♬ La la la, they sang - and everybody @ the pier joined in.",
        "El vídeo publicado por el puerto el martes, 26 de enero de 2021, muestra la grúa.",
    ],
)
def test_a_sentence_about_a_post_is_prose(prose: str) -> None:
    assert [each for each in find(article(prose)) if each.confidence >= 0.5] == []


@pytest.mark.parametrize("markup", ["html", "text"])
def test_the_lines_that_lead_to_the_post_may_be_paragraphs(markup: Markup) -> None:
    found = only(article(CAPTION, "Post by @mara_voss", "View on Threads", markup=markup), markup)
    assert (found.platform, found.handle, found.text) == ("threads", "mara_voss", CAPTION)


@pytest.mark.parametrize("markup", ["html", "text"])
@pytest.mark.parametrize(
    "lines",
    [
        ("Post by @mara@bay.example", "View on Mastodon"),
        ("Post by @mara@bay.example\nView on Mastodon",),
        ("Beitrag von @mara_voss", "Auf Threads ansehen"),
        ("A post shared by Mara Voss (@mara_voss)",),
    ],
)
@pytest.mark.parametrize(
    "lead_in", ["Mara wrote:", "She had seen it from the pier, and wrote this:", "她写道："]
)
def test_a_paragraph_that_ends_in_a_colon_introduces_the_post(
    lead_in: str, lines: tuple[str, ...], markup: Markup
) -> None:
    source = article(lead_in, *lines, markup=markup)
    found = only(source, markup)
    assert found.text == ""
    assert lead_in in source[: found.start]


def test_the_account_may_be_a_paragraph_of_its_own() -> None:
    found = only(article("@mara_voss", CAPTION, "♬ original sound - Mara"))
    assert (found.handle, found.text) == ("mara_voss", CAPTION)


def test_words_without_a_name_are_nobodys() -> None:
    assert find(article(f"{CAPTION} pic.twitter.com/Ab12Cd34Ef", "View on X")) == []

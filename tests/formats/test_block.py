"""The block, for everything that may be known of a link."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from embedsvc.formats import block
from embedsvc.formats import text as plain_text
from embedsvc.model import (
    Author,
    Embed,
    Image,
    Media,
    Metadata,
    Player,
    Poll,
    PollOption,
    Quote,
    ReplyTo,
    Run,
)
from embedsvc.safe import SafeHTML
from tests.support.formats import samples
from tests.support.formats.samples import (
    ALL,
    ARTICLE,
    AUDIO,
    LINK,
    OPTIONS,
    PHOTO,
    POST,
    QUOTED,
    QUOTED_URL,
    QUOTING,
    RICH,
    VIDEO,
    known,
)


class Text(HTMLParser):
    """The text of HTML, and the addresses and elements in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = ""
        self.links: list[str] = []
        self.tags: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_a_post_is_quoted_with_its_author_date_and_address() -> None:
    """The whole block of a post, character by character."""
    link = "https://x.com/KremlinRussia_E/status/1354104000000000001"
    rel = 'rel="nofollow noopener ugc"'
    assert block.render(POST, OPTIONS) == (
        '<figure class="embed embed-post embed-x" lang="en" dir="ltr">\n'
        f'<blockquote cite="{link}"><p lang="en" dir="ltr">Telephone conversation: New START &amp; more '
        f'<a href="https://t.co/JTH4Ws7lcj" {rel}>https://t.co/JTH4Ws7lcj</a><br>'
        f'<a href="https://x.com/POTUS" {rel}>@POTUS</a></p></blockquote>\n'
        '<figcaption>— <cite><a href="https://x.com/KremlinRussia_E">President of Russia</a></cite> '
        f'(<bdi>@KremlinRussia_E</bdi>), <a href="{link}"><time datetime="2021-01-26">January 26, 2021</time></a> '
        f'<span class="embed-url" dir="ltr">{link}</span></figcaption>\n</figure>'
    )


@pytest.mark.parametrize("embed", ALL.values(), ids=ALL.keys())
def test_the_text_alone_names_everything(embed: Embed) -> None:
    """Copied as plain text, a block still names author, date and URL."""
    text = Text(block.render(embed, OPTIONS))
    metadata = embed.finding.metadata
    for wanted in (metadata.title, *(author.name for author in metadata.authors)):
        assert wanted is None or wanted in text.words
    address = metadata.canonical_url or "https://" + embed.url.removeprefix("https://")
    assert address in text.words
    assert address in text.links


@pytest.mark.parametrize("embed", ALL.values(), ids=ALL.keys())
def test_blocks_are_safe_html_without_script(embed: Embed) -> None:
    """It has no active element and no frame, not even for audio and video."""
    html = block.render(embed, OPTIONS)
    assert isinstance(html, SafeHTML)
    assert set(Text(html).tags).isdisjoint({"script", "style", "img", "form", "object", "svg", "iframe"})
    assert ("data-player=" in html) == (embed.finding.kind in {"video", "audio"})


def test_an_article_is_a_card() -> None:
    """Title, description, picture by its name, authors, publisher, date, in the direction of the article."""
    link = "https://paper.example/2021/01/26/call"
    assert block.render(ARTICLE, OPTIONS) == (
        '<figure class="embed embed-article embed-webpage" lang="ar" dir="rtl">\n'
        f'<p class="embed-title"><a href="{link}">أول اتصال هاتفي</a></p>\n'
        f'<blockquote cite="{link}"><p>واتفاق على تمديد المعاهدة</p></blockquote>\n'
        '<p class="embed-picture"><a href="https://paper.example/call.jpg">الرئيسان</a></p>\n'
        "<figcaption>— <cite>هيئة التحرير</cite>، "
        '<cite><a href="https://paper.example/jane"><bdi>Jane Doe</bdi></a></cite>، أخبار نموذجية، '
        f'<a href="{link}"><time datetime="2021-01-26T21:14:00+00:00">26 يناير 2021</time></a> '
        f'<span class="embed-url" dir="ltr">{link}</span></figcaption>\n</figure>'
    )


def test_pictures_are_shown_with_images_direct() -> None:
    """A card shows its picture, lazily and without a referrer."""
    html = block.render(ARTICLE, replace(OPTIONS, images="direct"))
    assert (
        '<img src="https://paper.example/call.jpg" alt="الرئيسان" width="1200" height="675" loading="lazy" '
        'referrerpolicy="no-referrer">'
    ) in html
    assert "<img" not in block.render(POST, replace(OPTIONS, images="direct"))


def test_a_picture_without_a_name_is_called_a_picture() -> None:
    """In the language of the page."""
    nameless = known(ARTICLE, title=None, image=Image(url="https://paper.example/call.jpg"))
    assert ">صورة</a>" in block.render(nameless, OPTIONS)


def test_a_video_is_a_link_until_it_is_played() -> None:
    """It leads to the site, names the video, states what happens, and has the proportions of the player."""
    html = block.render(VIDEO, replace(OPTIONS, maxwidth=400))
    assert (
        '\n<a class="embed-play embed-ratio-16-9" href="https://www.youtube.com/watch?v=jNQXAC9IVRw" '
        'data-player="https://www.youtube-nocookie.com/embed/jNQXAC9IVRw" data-width="400" data-height="225">'
        '<span class="embed-title">Me at the zoo</span><br>'
        '<span class="embed-action" lang="en" dir="ltr">Play video from <bdi>YouTube</bdi></span></a>\n'
    ) in html
    assert html.count(">Me at the zoo<") == 1


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("ar", '<span class="embed-action" lang="ar" dir="rtl">تشغيل الفيديو من <bdi>YouTube</bdi></span>'),
        (
            "pt-BR",
            '<span class="embed-action" lang="pt-BR" dir="ltr">Reproduzir vídeo de <bdi>YouTube</bdi></span>',
        ),
        ("mi", '<span class="embed-action" lang="en" dir="ltr">Play video from <bdi>YouTube</bdi></span>'),
    ],
)
def test_what_happens_is_stated_in_the_language_of_the_block(language: str, shown: str) -> None:
    """In English where the catalogue lacks it."""
    assert shown in block.render(known(VIDEO, language=language), OPTIONS)


def test_an_audio_player_scales_only_in_width() -> None:
    """Its height is constant."""
    html = block.render(AUDIO, replace(OPTIONS, maxwidth=300))
    assert 'class="embed-play embed-ratio-none"' in html
    assert 'data-width="300" data-height="152"' in html
    assert "Play audio from <bdi>Spotify</bdi>" in html


@pytest.mark.parametrize(
    ("player", "named", "size"),
    [
        (Player(url="https://charts.example/1", height=500), "none", (300, 500)),
        (Player(url="https://charts.example/1", height=99_999), "none", (300, 2_000)),
        (Player(url="https://charts.example/1", width=400, height=300), "4-3", (300, 225)),
        (Player(url="https://charts.example/1", aspect_ratio=1.0), "1-1", (300, 300)),
        (Player(url="https://charts.example/1", aspect_ratio=0.7727), "3-4", (300, 388)),
        (Player(url="https://charts.example/1"), "16-9", (300, 169)),
    ],
)
def test_a_chart_is_loaded_when_it_is_wanted(player: Player, named: str, size: tuple[int, int]) -> None:
    """In the room that it needs: of a fixed height, or in proportion. Its foreign HTML is left out."""
    chart = replace(RICH, finding=replace(RICH.finding, player=player))
    html = block.render(chart, replace(OPTIONS, maxwidth=300))
    assert f'class="embed-play embed-ratio-{named}"' in html
    assert f'data-width="{size[0]}" data-height="{size[1]}"' in html
    assert f"Show content from <bdi>{RICH.provider.name}</bdi>" in html
    assert "embed-markup" not in html


@pytest.mark.parametrize(
    "url", ["https://evil.example/embed/1", "javascript:alert(1)", "http://player.example/video/1", ""]
)
def test_a_player_elsewhere_is_a_card(url: str) -> None:
    """Only a declared player is loaded; any other video is a link with its title."""
    html = block.render(replace(VIDEO, finding=replace(VIDEO.finding, player=Player(url=url))), OPTIONS)
    assert "data-player" not in html
    assert ">Me at the zoo</a>" in html


def test_only_what_plays_has_a_player() -> None:
    """An article with a video in it stays an article."""
    film = replace(ARTICLE.finding, player=VIDEO.finding.player)
    assert "data-player" not in block.render(replace(ARTICLE, finding=film), OPTIONS)


@pytest.mark.parametrize(
    ("player", "named", "size"),
    [
        (Player(url="https://player.example/video/1"), "16-9", (550, 309)),
        (Player(url="https://player.example/video/1", width=640, height=480), "4-3", (640, 480)),
        (Player(url="https://www.tiktok.com/player/v1/1", aspect_ratio=0.5625), "9-16", (325, 578)),
        (Player(url="https://player.example/video/1", width=640, height=268), "21-9", (640, 268)),
        (Player(url="https://player.example/video/1", width=360, height=780), "9-16", (360, 780)),
        (Player(url="https://player.example/video/1", width=500, height=500), "1-1", (500, 500)),
        (Player(url="https://player.example/video/1", width=99_999, height=1), "21-9", (4096, 1638)),
        (Player(url="https://player.example/video/1", width=1, height=99_999), "9-16", (1, 2)),
    ],
)
def test_players_have_sane_sizes(player: Player, named: str, size: tuple[int, int]) -> None:
    """Exact proportions, unless upstream states unusable ones."""
    html = block.render(replace(VIDEO, finding=replace(VIDEO.finding, player=player)), OPTIONS)
    assert f'class="embed-play embed-ratio-{named}"' in html
    assert f'data-width="{size[0]}" data-height="{size[1]}"' in html


def test_a_photo_is_named_by_its_alternative_text() -> None:
    """The picture itself is a link away."""
    html = block.render(PHOTO, OPTIONS)
    assert '<a href="https://live.staticflickr.com/1.jpg">Slices of bacon</a>' in html
    assert "<cite>bees</cite>, Flickr, " in html


def test_foreign_markup_is_sanitised() -> None:
    """A provider's HTML is left with its words and links."""
    html = block.render(RICH, OPTIONS)
    assert (
        '<div class="embed-markup"><blockquote><a href="https://www.reddit.com/r/news/" '
        'rel="nofollow noopener ugc">news</a></blockquote></div>'
    ) in html
    assert "x()" not in html


def test_empty_markup_leaves_a_card() -> None:
    """If sanitising leaves no text, the description is shown."""
    silent = replace(RICH, finding=replace(RICH.finding, markup='<iframe src="https://a.example/"></iframe>'))
    html = block.render(known(silent, description="About news"), OPTIONS)
    assert "embed-markup" not in html
    assert "<p>About news</p>" in html


def test_an_unknown_page_is_a_link() -> None:
    """Its URL is its title, and is not repeated."""
    html = block.render(LINK, OPTIONS)
    assert html.count(">https://paper.example/2021/01/26/call</a>") == 1
    assert "<cite>" in html


def test_a_bare_link_is_a_block_too() -> None:
    """A page that could not be read can still be linked; what is not a link stays text."""
    assert block.link("https://a.example/?q=<&>") == (
        '<figure class="embed embed-link">\n<p class="embed-title">'
        '<a href="https://a.example/?q=&lt;&amp;&gt;"><bdi>https://a.example/?q=&lt;&amp;&gt;</bdi></a></p>\n</figure>'
    )
    assert "<a" not in block.link("javascript:alert(1)")


def test_dates_are_in_the_requested_language() -> None:
    """A date in another language has its own `lang` and `dir`."""
    assert '<time datetime="2021-01-26" lang="ar" dir="rtl">26 يناير 2021</time>' in block.render(
        POST, replace(OPTIONS, locale="ar")
    )
    for locale in ("en", "en-US"):
        assert '<time datetime="2021-01-26">January 26, 2021</time>' in block.render(
            POST, replace(OPTIONS, locale=locale)
        )
    assert '<time datetime="2021-01-26">26 January 2021</time>' in block.render(
        POST, replace(OPTIONS, locale="en-GB")
    )


def test_a_post_without_words_is_a_card() -> None:
    """A post of pictures alone has a link, and its pictures by name."""
    silent = replace(
        POST.finding, quote=None, media=(Media(type="photo", url="https://p.example/1.jpg", alt="A dog"),)
    )
    html = block.render(replace(POST, finding=silent), OPTIONS)
    assert "blockquote" not in html
    assert ">A dog</a>" in html
    assert "President of Russia" in html


def test_all_of_a_post_without_words_is_shown() -> None:
    """Every picture, the warning before them, and a poll."""
    media = tuple(
        Media(type="photo", url=f"https://p.example/{name}.jpg", alt=name) for name in ("one", "two")
    )
    poll = Poll(options=(PollOption(text="Yes"),))
    silent = replace(POST.finding, quote=Quote(runs=()), media=media, content_warning="bees", poll=poll)
    html = block.render(replace(POST, finding=silent), OPTIONS)
    parts = ["Content warning: <bdi>bees</bdi>", "<bdi>Yes</bdi>", ">one</a>", ">two</a>", "<figcaption>"]
    positions = [html.index(part) for part in parts]
    assert positions == sorted(positions)
    assert "blockquote" not in html
    bare = block.render(replace(POST, finding=replace(POST.finding, quote=Quote(runs=()))), OPTIONS)
    assert '<p class="embed-title">' in bare


def test_media_of_a_post_are_links() -> None:
    """Photos and videos of a post are named below its words; invalid URLs are not linked."""
    media = (
        Media(type="photo", url="https://p.example/1.jpg", alt="A dog"),
        Media(type="video", url="https://p.example/1.mp4"),
        Media(type="photo", url="javascript:alert(1)", alt="A trap"),
    )
    html = block.render(replace(POST, finding=replace(POST.finding, media=media)), OPTIONS)
    assert '<p class="embed-media"><a href="https://p.example/1.jpg">A dog</a></p>' in html
    assert ">Video</a>" in html
    assert '<p class="embed-media">A trap</p>' in html


def test_a_quoted_post_is_a_figure_within() -> None:
    """The quoted post follows the words that quote it, with its own author, date and URL."""
    html = block.render(QUOTING, OPTIONS)
    quoted = (
        '<figure class="embed-quoted embed-post embed-x" lang="en" dir="ltr">\n'
        f'<blockquote cite="{QUOTED_URL}"><p lang="en" dir="ltr">The words quoted</p></blockquote>\n'
        '<figcaption>— <cite><a href="https://x.com/Original">The Original</a></cite> (<bdi>@Original</bdi>), '
        f'<a href="{QUOTED_URL}"><time datetime="2021-01-25">January 25, 2021</time></a> '
        f'<span class="embed-url" dir="ltr">{QUOTED_URL}</span></figcaption>\n</figure>'
    )
    plain = block.render(POST, OPTIONS)
    end = plain.index("</blockquote>") + len("</blockquote>")
    assert html == f"{plain[:end]}\n{quoted}{plain[end:]}"


def test_what_stands_around_the_words_of_a_post() -> None:
    """The post that is answered, a warning, a poll and the mark of an edit, in the language of the post."""
    finding = replace(
        known(POST, modified="2021-01-27T10:00:00Z").finding,
        reply_to=ReplyTo(name="Joe", handle="POTUS", url="https://x.com/POTUS/status/1"),
        content_warning="diplomacy <b>",
        poll=Poll(options=(PollOption(text="Yes", share=0.625), PollOption(text="No")), ends="2021-01-28"),
    )
    post = replace(POST, finding=finding)
    html = block.render(post, OPTIONS)
    link = '<a href="https://x.com/POTUS/status/1"><bdi>Joe</bdi></a>'
    assert f'<p class="embed-reply" lang="en" dir="ltr">In reply to {link}</p>\n' in html
    assert 'dir="ltr">Content warning: <bdi>diplomacy &lt;b&gt;</bdi></p>\n<blockquote' in html
    ends = '<time datetime="2021-01-28">January 28, 2021</time>'
    options = "<br><bdi>Yes</bdi> — 62%<br><bdi>No</bdi></p>"
    assert (
        f'</blockquote>\n<p class="embed-poll" lang="en" dir="ltr">Poll, open until {ends}{options}' in html
    )
    assert 'edited <time datetime="2021-01-27T10:00:00Z">January 27, 2021</time></span>)' in html
    lines = plain_text.render(post, OPTIONS).splitlines()
    assert lines[:2] == ["In reply to Joe", "Content warning: diplomacy <b>"]
    assert "• Yes" in lines


def test_an_article_that_was_changed_has_no_mark() -> None:
    """Articles state the time of any change, also of a comma."""
    assert "edited" not in block.render(known(ARTICLE, modified="2021-01-27T10:00:00Z"), OPTIONS)


def test_a_quoted_player_is_a_link() -> None:
    """A quoted video stays static: the only frame of a block is its own player."""
    quoting = replace(POST, finding=replace(POST.finding, quoted=VIDEO.finding))
    html = block.render(quoting, OPTIONS)
    assert "iframe" not in html
    assert '<a href="https://www.youtube.com/watch?v=jNQXAC9IVRw">Me at the zoo</a>' in html


def test_a_quoted_post_without_a_url_is_read_where_it_is_quoted() -> None:
    """Its attribution leads to the post that quotes it."""
    nameless = replace(QUOTED, metadata=replace(QUOTED.metadata, canonical_url=None))
    html = block.render(replace(POST, finding=replace(POST.finding, quoted=nameless)), OPTIONS)
    assert html.count(f'cite="{POST.finding.metadata.canonical_url}"') == 2


def test_only_one_level_is_quoted() -> None:
    """A post quoted by the quoted post is not shown."""
    deeper = replace(QUOTED, quoted=replace(QUOTED, quote=Quote(runs=(Run(type="text", text="too deep"),))))
    html = block.render(replace(POST, finding=replace(POST.finding, quoted=deeper)), OPTIONS)
    assert "too deep" not in html
    assert html.count("<figure") == 2


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Jane Doe", "<cite>Jane Doe</cite>"),
        ("محمد", "<cite><bdi>محمد</bdi></cite>"),
        ("\u202eenaJ", "<cite><bdi>\u202eenaJ</bdi></cite>"),
        ("Jane\u2067", "<cite><bdi>Jane\u2067\u2069</bdi></cite>"),
    ],
)
def test_names_in_the_other_direction_are_isolated(name: str, shown: str) -> None:
    """A name is isolated if it would reorder the text beside it."""
    assert shown in block.render(known(POST, authors=(Author(name=name),)), OPTIONS)


def test_an_unknown_direction_is_that_of_the_script() -> None:
    """The browser decides if there is no text either."""
    assert 'dir="rtl"' in block.render(known(LINK, title="كلام"), OPTIONS)
    assert 'dir="auto"' in block.render(LINK, OPTIONS)


def test_long_texts_are_cut() -> None:
    """Fields of megabytes do not make a block of megabytes."""
    long = "word " * 1_000_000
    quote = Quote(runs=(Run(type="text", text=long), *(Run(type="break") for _ in range(100_000))))
    authors = tuple(Author(name=long, handle=long) for _ in range(1000))
    post = replace(POST, finding=replace(POST.finding, quote=quote))
    assert len(block.render(known(post, authors=authors, title=long), OPTIONS)) < 400_000
    assert len(block.render(known(ARTICLE, title=long, description=long, authors=()), OPTIONS)) < 20_000


def test_what_does_not_fit_an_attribute_is_left_out() -> None:
    """Invalid languages, dates and URLs never prevent a block."""
    odd = Metadata(
        title="Title",
        language='en" onclick="x',
        published="yesterday",
        canonical_url="javascript:alert(1)",
        authors=(Author(name="A", url="data:text/html,x"),),
        image=Image(url="javascript:1", width=-1, height=0),
    )
    html = block.render(
        samples.embed("article", samples.PAPER, "https://paper.example/", odd),
        replace(OPTIONS, images="direct"),
    )
    assert "onclick" not in html
    assert "<time" not in html
    assert "javascript" not in html
    assert "data:" not in html

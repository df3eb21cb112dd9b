"""Blocks in a page, read back as quotations."""

from embedsvc.read.posts.quotations import Quotation, find, links_in

BLOCK = """<figure class="embed embed-post embed-x" lang="en" dir="ltr">
<blockquote cite="https://x.com/Office/status/1"><p lang="en">One<br>two <a href="https://t.co/a">t.co/a</a></p></blockquote>
<figcaption>— <cite><a href="https://x.com/Office"><bdi>مكتب</bdi></a></cite> (<bdi>@Office</bdi>),
<a href="https://x.com/Office/status/1"><time datetime="2021-03-05">5 March</time></a>
(<span>edited <time datetime="2021-03-06">6 March</time></span>)</figcaption></figure>"""
QUOTED = '<figure class="embed-quoted embed-post"><blockquote cite="https://x.com/B/status/2"><p>B</p></blockquote></figure>'


def test_a_block_states_all_of_its_claims() -> None:
    assert list(find(f"<div>{BLOCK}</div>")) == [
        Quotation(
            text="One\ntwo t.co/a",
            url="https://x.com/Office/status/1",
            author="مكتب",
            handle="Office",
            published="2021-03-05",
            links=("https://t.co/a",),
        )
    ]


def test_a_post_in_a_post_is_no_block_of_its_own() -> None:
    nested = BLOCK.replace("<figcaption>", f"{QUOTED}<figcaption>")
    assert [quotation.text for quotation in find(nested + nested)] == ["One\ntwo t.co/a"] * 2


def test_a_block_without_a_link_or_a_name() -> None:
    """As an unidentified post has it: the handle in the place of the name."""
    (found,) = find(
        '<figure class="embed"><blockquote><p>Words</p></blockquote><figcaption>— <cite>@Office</cite></figcaption></figure>'
    )
    assert found == Quotation(text="Words", handle="Office")


def test_other_elements_are_no_blocks() -> None:
    assert not list(
        find("<blockquote cite='https://a.example/'><p>a</p></blockquote><figure class='embedded'></figure>")
    )
    assert not list(
        find('<figure class="embed embed-link"><p><a href="https://a.example/">a</a></p></figure>')
    )
    assert not list(
        find('<blockquote class="twitter-tweet"><a href="https://x.com/a/status/1"></a></blockquote>')
    )


def test_links_of_a_text() -> None:
    assert links_in("See https://t.co/a, (https://t.co/b).") == ("https://t.co/a", "https://t.co/b")

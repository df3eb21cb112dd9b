from tests.support.pages import BYLINE_AND_DATE, HEADLINE, author_names, read_article, read_page


def test_an_article_item_gives_its_fields() -> None:
    """Its author may be an item of its own."""
    found = read_page(
        body='<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">A title here</h1>'
        '<span itemprop="author" itemscope itemtype="https://schema.org/Person"><a itemprop="url" href="/j"><b itemprop="name">Jane Doe</b></a></span>'
        '<meta itemprop="datePublished" content="2020-01-02"><meta itemprop="dateModified" content="2020-01-03"></div>'
    )
    assert (found.title, author_names(found), found.published, found.modified) == (
        "A title here",
        ["Jane Doe"],
        "2020-01-02",
        "2020-01-03",
    )


def test_the_item_of_a_teaser_is_ignored() -> None:
    """Neither its microdata nor its meta tags in the body are read as the page's."""
    teaser = (
        "<div class='related'><div itemscope itemtype='https://schema.org/Article'>"
        "<span itemprop='author'>John Roe</span><meta itemprop='datePublished' content='2022-06-09'></div></div>"
    )
    found = read_article(f"<div>{teaser}<div>{HEADLINE}{BYLINE_AND_DATE}</div></div>")
    assert (author_names(found), found.published) == (["Jane Doe"], "2021-05-03")


def test_a_video_with_another_name_than_the_page_is_one_that_it_embeds() -> None:
    """Its day isn't the page's; that of a video of the page's own name is."""
    video = (
        "<div itemscope itemtype='https://schema.org/VideoObject'><meta itemprop='name' content='{}'>"
        "<meta itemprop='uploadDate' content='2022-06-09'></div>"
    )
    embedded = (
        f"<div>{HEADLINE}<p class='date'>3 May 2021</p>{video.format('Nine knots for beginners')}</div>"
    )
    assert read_article(embedded).published == "2021-05-03"
    own = f"<div>{HEADLINE}{video.format('The ferry sails again')}</div>"
    assert read_article(own).published == "2022-06-09"

"""Pages that mean "not found" although their status is 200: an error page, the front page of the site, or the
list that the article was in.
"""

from embedsvc.read import language
from embedsvc.read.fields.site_name import without_site_name
from embedsvc.read.html.visible_text import is_longer_than, visible_text
from embedsvc.read.walls import address, missing, phrases
from embedsvc.read.walls.address import Address
from embedsvc.read.walls.visit import Visit
from embedsvc.read.word_lists import word_set

_SEGMENTS = word_set(
    "404 404-error 404error 404-page 404-not-found 404notfound e404 err404 http404 error-404 error404 "
    "errors-404 error-page errorpage error errors err 410 not-found notfound page-not-found pagenotfound "
    "pagenotfounderror page-not-found-404 content-not-found article-not-found not-available "
    "page-not-available page-unavailable content-unavailable no-longer-available article-unavailable "
    "gone removed deleted expired unavailable "
    "missing-page page-missing page-removed oops fehler fehlerseite seite-nicht-gefunden nicht-gefunden "
    "erreur erreur-404 page-introuvable introuvable page-non-trouvee page-non-trouvée pagina-no-encontrada "
    "página-no-encontrada no-encontrado no-encontrada pagina-nao-encontrada página-não-encontrada "
    "nao-encontrado pagina-non-trovata non-trovata errore pagina-niet-gevonden niet-gevonden "
    "strona-nie-znaleziona nie-znaleziono ei-loydy sidan-hittades-inte siden-findes-ikke siden-finnes-ikke "
    "sayfa-bulunamadi sayfa-bulunamadı stranka-nenalezena"
)
"""The last part of the path of an error page."""
_ALSO_TOPICS = word_set("error errors err oops gone removed deleted expired unavailable fehler erreur errore")
"""Of these, the ones that an article may be about too."""
_FAILURES = word_set(
    "error an-error-occurred an-error-has-occurred something-went-wrong oops server-error unknown-error "
    "fehler ein-fehler-ist-aufgetreten erreur une-erreur-est-survenue errore se-ha-producido-un-error erro "
    "ошибка خطأ خطا"
)
"""Titles of error pages that don't state what is missing."""
_PARAMETERS = word_set("404 notfound not_found error404 404error is404 pagenotfound")
_VALUES = word_set("404 410 notfound not_found not-found pagenotfound page_not_found page-not-found")

_MAX_NOTICE = 600
"""Characters of a page that has nothing but the notice that something else than a page is missing."""
_MESSAGES = word_set(
    "information notice message info hinweis mitteilung mensaje mensagem avviso bericht komunikat информация "
    "сообщение уведомление vbulletin-message board-message forum-message system-message 提示信息 系统提示"
)
"""Titles of the pages on which forums show a message."""
_HEADINGS = 2
"""How many headings may state that nothing was found."""

_STATUS_META = "prerender-status-code"
"""https://docs.prerender.io/docs/best-practices"""
_GONE = word_set("404 410")
_ERROR_CLASSES = word_set("error404 page-not-found page-404 path-system-404")
"""Of the body: WordPress (`body_class`) and Drupal."""
_FRONT_CLASSES = word_set("home path-frontpage page-front is-front-page homepage home-page frontpage")
_ALSO_WORDS = word_set(
    "ai am an as at be by do fm go ha hi id in io is it la lo ma me mo mp ms my no on or pa pr ps so st to "
    "tv us vi"
)
_SINGULAR_CLASSES = word_set("single single-post singular not-front page-node-type-article postid")


def recognises(visit: Visit) -> bool:
    return is_certain(visit) or _is_error_page(visit) or _is_front_page(visit) or _is_list(visit)


def is_certain(visit: Visit) -> bool:
    """What no page can contradict: a status that it states itself, or the address of a front page."""
    if visit.page.head.first(_STATUS_META) in _GONE:
        return True
    if not (_is_lost_to_front_page(visit) and _is_at_front_page(visit)):
        return False
    return visit.lists_stories or not visit.is_named_by_link


def is_target(asked: Address, final: Address) -> bool:
    if _is_for_errors(final, asked):
        return True
    return final.may_be_front_page and _lost_the_page(asked, final)


def _is_error_page(visit: Visit) -> bool:
    """A redirect to the address of an error page, or a page that states to be one."""
    if _is_at_error_page(visit):
        return True
    return not _body_classes(visit).isdisjoint(_ERROR_CLASSES) or _is_nothing_else(visit)


def _is_nothing_else(visit: Visit) -> bool:
    """Whether the title or a heading is the notice that a page is missing, above little else."""
    if visit.is_named_by_link:
        return False
    if visit.notice(missing.thing, longest=_MAX_NOTICE):
        return True
    headings = visit.page.headings[:_HEADINGS] or _first_lesser_heading(visit)
    title = without_site_name(visit.title, visit.page) if ":" in visit.title else visit.title
    stated = (missing.page(text) for text in (title, *headings))
    if all(phrase is None or visit.is_asked_for(phrase) for phrase in stated):
        return _is_message(visit, has_headings=bool(headings))
    return visit.has_little_text or not visit.has_prose


def _first_lesser_heading(visit: Visit) -> list[str]:
    return [visible_text(each) for each in visit.document.root.css("h2")[:1]]


def _is_message(visit: Visit, *, has_headings: bool) -> bool:
    """Whether the first sentence of a short page states it, under the title of a forum's messages or none."""
    if phrases.match(visit.title, _MESSAGES) is None and (has_headings or not visit.is_untitled):
        return False
    if visit.is_described_itself or is_longer_than(visit.document.roots[-1], _MAX_NOTICE):
        return False
    return bool(missing.page(visit.first_sentence) or missing.thing(visit.first_sentence))


def _is_at_error_page(visit: Visit) -> bool:
    """A redirect to an error page, or one whose canonical URL is that of an error page."""
    urls = (visit.final, *visit.canonical[:1]) if visit.was_redirected else visit.canonical[:1]
    if not any(_is_for_errors(url, visit.asked) for url in urls):
        return False
    names = {name for url in urls for name in url.segments[-1:]}
    if any(map(visit.is_asked_for, names)) or visit.is_named_by_link:
        return False
    if names.isdisjoint(_ALSO_TOPICS) or not visit.has_own_headline:
        return True
    return missing.page(visit.title) is not None or phrases.match(visit.title, _FAILURES) is not None


def _is_for_errors(final: Address, asked: Address) -> bool:
    """Whether an address is that of an error page, by its last part or by a parameter."""
    if not _SEGMENTS.isdisjoint(asked.segments[-2:]):
        return False
    if not _SEGMENTS.isdisjoint(final.segments[-1:]):
        return True
    new = (each for each in final.parameters if each not in asked.parameters)
    return final.segments != asked.segments and any(
        name in _PARAMETERS or value in _VALUES for name, value in new
    )


def _is_front_page(visit: Visit) -> bool:
    if _is_lost_to_front_page(visit):
        if not visit.final.segments and visit.lists_stories and not visit.has_prose:
            return not visit.is_named_by_link
        return _lacks_content(visit)
    if visit.asked.is_front_page or (visit.was_redirected and visit.final.may_be_front_page):
        return False
    if not (_has_front_class(visit) or visit.is_canonical_of_front_page):
        return False
    return _lacks_content(visit)


def _is_lost_to_front_page(visit: Visit) -> bool:
    """Whether a redirect led away from the page that was requested, to what may be a front page."""
    if not (visit.was_redirected and visit.final.may_be_front_page):
        return False
    return _lost_the_page(visit.asked, visit.final) and not _is_part_of_page(visit)


def _is_list(visit: Visit) -> bool:
    """A redirect from an article to a list of articles: its section, its month, a tag, a search."""
    asked, final = visit.asked, visit.final
    if not (visit.was_redirected and asked.looks_like_item and address.have_same_owner(asked, final)):
        return False
    is_above = final.segments in (asked.segments[:length] for length in range(len(asked.segments)))
    if not (is_above or not final.looks_like_item or final.is_search):
        return False
    return visit.lists_stories and not (visit.is_named_by_link or visit.has_prose)


def _lost_the_page(asked: Address, final: Address) -> bool:
    """Whether a redirect to a front page leads away from the page that was requested. It doesn't if a front
    page was requested too, maybe with unknown parameters, or where a link of one site stands for the front
    page of another, as a link shortener's may. Articles, whose links have a date, are never such links.
    """
    if asked.is_front_page or address.moved_to_own_host(asked, final):
        return False
    if asked.may_be_front_page and not final.is_front_page:
        return False
    return address.have_same_owner(asked, final) or asked.is_dated


def _lacks_content(visit: Visit) -> bool:
    return not (visit.has_own_headline or visit.is_named_by_link)


def _is_part_of_page(visit: Visit) -> bool:
    """Whether the requested page is a section of a site that has only one page: `/about`, `id="about"`."""
    if len(visit.asked.segments) != 1:
        return False
    name = visit.asked.segments[0]
    return any(
        element.id == name for element in visit.document.root.css("section[id], div[id], a[id], h2[id]")
    )


def _is_at_front_page(visit: Visit) -> bool:
    """Whether the form of the final URL alone shows that it is a front page. An unknown parameter may select
    a page, and some languages and countries are words too (`/it/`, `/tv/`): they must be the page's own.
    """
    stated = language.tag_of(visit.document.root.attributes.get("lang")) or ""
    subtags = set(stated.lower().split("-"))
    words = (name for name in visit.final.editions if name in _ALSO_WORDS)
    return visit.final.is_front_page and subtags.issuperset(words)


def _has_front_class(visit: Visit) -> bool:
    """WordPress and Drupal name the front page in the classes of the body."""
    classes = _body_classes(visit)
    return not classes.isdisjoint(_FRONT_CLASSES) and classes.isdisjoint(_SINGULAR_CLASSES)


def _body_classes(visit: Visit) -> frozenset[str]:
    return word_set((visit.document.roots[-1].attributes.get("class") or "").lower())

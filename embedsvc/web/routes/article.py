"""The page for a person with an article: paste it, see its blocks in place, accept or leave each, copy the
result. It works without its script.
"""

from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from embedsvc import numbers
from embedsvc.errors import BY_CODE, Failure, InvalidRequest, RequestTooLarge
from embedsvc.restore.articles.reading import MARKUPS, Markup
from embedsvc.web import article_preview, own_addresses, pages
from embedsvc.web.service import ArticleExample, Service

TOO_LARGE = "The article is longer than 2 MiB."


def blueprint(service: Service) -> Blueprint:
    routes = Blueprint("article", __name__)

    @routes.get("/article")
    def show() -> Response:
        number = numbers.whole(request.args.get("example", ""))
        if number is None or number >= len(service.articles):
            return _page(service)
        return _restored(service, service.articles[number], frozenset())

    @routes.post("/article")
    def submit() -> Response:
        try:
            form = request.form
        except RequestEntityTooLarge:
            return _problem(service, ArticleExample(source="", markup="html"), RequestTooLarge(TOO_LARGE))
        chosen: Markup = next((markup for markup in MARKUPS if markup == form.get("format")), "html")
        # A form submits each line end as CR LF (HTML §4.10.21.4).
        source = form.get("article", "").replace("\r\n", "\n")
        article = ArticleExample(source=source, markup=chosen, url=form.get("url", "").strip() or None)
        shown, accepted = (form.getlist(name, type=int) for name in ("shown", "accept"))
        return _restored(service, article, frozenset(shown) - frozenset(accepted))

    return routes


def _restored(service: Service, article: ArticleExample, left: frozenset[int]) -> Response:
    """`left`: where the finds start that stay as they are."""
    try:
        if not article.source.strip():
            raise InvalidRequest("The article is empty.")
        restore = service.restore_with(offline=False, options=own_addresses.options(service))
        restored = restore(article.source, article.markup, url=article.url)
    except Failure as failure:
        return _problem(service, article, failure)
    finds = [result for result in restored.results if result.html is not None]
    accepted = [result for result in finds if result.find.start not in left]
    return _page(
        service,
        article,
        finds=finds,
        left=left,
        sources=[result for result in restored.results if result.html is None],
        parts=article_preview.parts(article.source, article.markup, accepted),
        output=article_preview.output(article.source, article.markup, accepted),
    )


def _problem(service: Service, article: ArticleExample, failure: Failure) -> Response:
    problem = BY_CODE[failure.code]
    return _page(service, article, status=problem.status, failed=failure, title=problem.title)


def _page(
    service: Service, article: ArticleExample | None = None, *, status: int = 200, **values: object
) -> Response:
    return pages.render(
        "article.html",
        own_addresses.options(service),
        status=status,
        article=article,
        formats=MARKUPS,
        examples=service.articles,
        **values,
    )

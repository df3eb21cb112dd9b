"""What became of a link, as a line in the format that was asked for; a failure is a line of JSON in each."""

from embedsvc.cli.lines import Line
from embedsvc.formats import block, embed_json, failure, text, to_json
from embedsvc.model import Embed, Failed
from embedsvc.settings import Settings


def embed_line(value: Embed | Failed, form: str, given: Settings) -> Line:
    if isinstance(value, Failed):
        return to_json.encode(failure.line(value)), False
    match form:
        case "html":
            return block.render(value, images=given.images).encode(), True
        case "text":
            return text.render(value).encode("utf-8", "replace"), True
        case _:
            return to_json.encode(embed_json.render(value, images=given.images)), True

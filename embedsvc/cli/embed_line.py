"""What became of a link, as a line in the format that was asked for; a failure is a line of JSON in each."""

from embedsvc.cli.lines import Line
from embedsvc.formats import block, embed_json, failure, text, to_json
from embedsvc.formats.options import RenderOptions
from embedsvc.model import Embed, Failed


def embed_line(value: Embed | Failed, form: str, options: RenderOptions) -> Line:
    if isinstance(value, Failed):
        return to_json.encode(failure.line(value)), False
    match form:
        case "html":
            return block.render(value, options).encode(), True
        case "text":
            return text.render(value, options).encode("utf-8", "replace"), True
        case _:
            return to_json.encode(embed_json.render(value, options)), True

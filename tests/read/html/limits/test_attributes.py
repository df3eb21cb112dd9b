from embedsvc.read.html.limits import attributes
from tests.support.tokenizer import START, random_markup, true_end


def test_no_tag_extends_across_a_certain_end() -> None:
    """Wherever it starts, also inside another tag."""
    for markup in random_markup(3):
        for after in range(0, len(markup), 4):
            end = attributes.certain_end(markup, 0, after, len(markup))
            for found in START.finditer(markup, 0, end or 0):
                assert true_end(markup, found.start()) <= (end or 0), (markup, end)

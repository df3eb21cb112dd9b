"""Compares quotations with what their sources have: the words, the author, the day and the links.

`request_body` parses the quotations that a caller sends, `verifier` fetches their sources, `verdicts`
compares the two, and `answers` renders the results as JSON values.
"""

from embedsvc.verify.answers import answer
from embedsvc.verify.verifier import Paragraphs, Verifier

__all__ = ["Paragraphs", "Verifier", "answer"]

"""The metadata of a page: the precedence table and its rules."""

from embedsvc.read.fields.precedence import from_facts, metadata

__all__ = ["from_facts", "metadata"]

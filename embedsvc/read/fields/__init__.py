"""The metadata of a page: the precedence table and its rules."""

from embedsvc.read.fields.precedence import metadata

__all__ = ["metadata"]

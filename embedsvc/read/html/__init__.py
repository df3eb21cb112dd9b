"""Bytes to a tree: charset, limits on what the parser is given, the document."""

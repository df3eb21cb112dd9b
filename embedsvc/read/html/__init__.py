"""Bytes to a tree: media type, charset, limits on what the parser is given, the document."""

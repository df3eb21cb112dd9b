"""The HTML or the text of a post to runs; the iframe of embed code."""

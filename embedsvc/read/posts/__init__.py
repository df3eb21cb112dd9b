"""The HTML or text of a post to runs."""

"""Looks for the link of a post that has none: where the article and its source link to it, then in an index
of web archives. A candidate counts once the post itself, fetched, has the words.
"""

"""Fetching over HTTP. In the order in which a fetch meets them:

`transport` (slots, one request), `redirects` (from a URL to its final response), `adapter` (requests),
`connection` (which connection is used), `connector` (look-up, connect), `guard` (allowed addresses).
`deadline` ends all of it. `strict_response` reads heads, `body` and `content_coding` read bodies;
`conditional` and `freshness` are HTTP caching. `record` writes WARC files, and `replay` answers from them.
"""

"""An article in, the same article out with its quotes alive.

`articles` read HTML, plain text and Markdown to blocks of visible text; `grammar` finds attributions and the
words they belong to; `markup` finds old embeds and links; `scan` puts the finds in order; `identify` looks
for the posts that have no link to themselves; `rewrite` puts blocks in the place of the finds.
"""

from embedsvc.restore.restorer import Restore, RestoreWith

__all__ = ["Restore", "RestoreWith"]

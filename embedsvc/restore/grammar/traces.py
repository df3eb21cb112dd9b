"""What posts contain and prose rarely does: short links, pictures, mentions, tags, emoji."""

import re

ONLY_LINKS = re.compile(
    r"(?:\s|https?://\S++|(?:pic\.(?:twitter|x)|youtu)\.\S++|[#@]\w++|\[image or embed\]|[^\w\s])++"
)
"""A last paragraph of links, tags and pictures has words before it."""
ONLY_MEDIA = re.compile(
    r"(?:\s|(?:https?://)?(?:t\.co/|pic\.(?:twitter|x)\.com/)\S++|[#@]\w++|\[image or embed\]|[^\w\s])++"
)
"""The same without links to other sites."""
ANY = re.compile(
    r"https?://t\.co/|pic\.(?:twitter|x)\.com/|(?:^|[\s(])(?:[@＠]\w|#(?=\w*[^\W\d])\w)|\[image or embed\]"
    "|[\U0001f300-\U0001faff]"
)

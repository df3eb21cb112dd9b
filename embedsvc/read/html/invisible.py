"""Characters that a reader doesn't see: hints for line breaks, marks of direction, icons of private fonts."""

import re

_CURSIVE = "\u0600-\u109f\u1780-\u18af\u1900-\u1cff\ua800-\uaaff\U00010a00-\U00011fff"
"""Scripts in which a joiner changes the letter beside it (Unicode §23.2): Arabic, those of India, others."""
_EMOJI = "\u2190-\u2bff\ufe0f\u20e3\U0001f000-\U0001faff"
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffc\ue000-\uf8ff\U000f0000-\U0010ffff]"
    rf"|(?<![{_CURSIVE}])[\u200c\u200d](?![{_CURSIVE}])(?!(?<=[{_EMOJI}]\u200d)[{_EMOJI}])"
)


def collapse(text: str) -> str:
    """The text without invisible characters and with its white space collapsed. The joiners that a script or
    an emoji needs remain.
    """
    text = " ".join(text.split())
    return text if text.isprintable() else " ".join(_INVISIBLE.sub("", text).split())

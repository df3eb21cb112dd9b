"""Old embeds in the mark-up of an article: widgets, frames, shortcodes, links alone in a paragraph."""

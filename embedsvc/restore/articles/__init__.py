"""Articles to blocks: what a reader sees as one paragraph, and where each character is in the source."""

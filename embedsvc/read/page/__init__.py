"""What a reader sees on a page: the article, its headings, marked elements, lines, source links."""

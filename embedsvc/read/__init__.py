"""Bytes to facts. Pure: nothing here fetches or looks at a clock."""

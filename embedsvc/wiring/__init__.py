"""Reads the settings and builds everything from them: the only room that knows all the others.

`parts` makes each part from the settings, `command_line` and `server` compose them in the order of the flow:

pasted text -> pasted -> counted -> cached -> measured -> archived -> live -> upstream
"""

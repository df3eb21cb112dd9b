"""The way in: `guard` says which addresses may be dialled, `dial` connects to them, `transport` speaks HTTP.

`hops` is what live and recorded answers have in common: redirects, statuses, types and the byte cap.
`replay` answers from recordings, `record` makes them.
"""

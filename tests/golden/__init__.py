"""Golden traces: whole answers as text and JSON, kept to be read and compared line by line.

Renew them with ``make golden`` after a change that is meant, and read the difference before committing it.
"""

"""Facts that are being entered for a case and are not recorded yet: the document they stand in, and how it is changed.

Nothing in here knows of a database; the rows are `storage.draft_rows`, what people do with them is `drafting`.
"""

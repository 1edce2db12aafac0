"""How a suggestion is shown: the same for a case that is being filled in, for one that was recorded, and for an example.

`shown` makes from an answer what a page shows of it, and ``suggestion/suggestion.html`` shows that. Words that users know
from the report and from the command line come from the engine; nothing is concluded here.
"""

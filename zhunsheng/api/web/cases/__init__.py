"""Cases as pages: the list, one case, a form for every kind of move, what was written in an event, erasing, terms anew."""

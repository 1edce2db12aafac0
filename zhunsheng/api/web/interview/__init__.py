"""The handler's guided interview: the facts of a case, asked one part at a time, kept as a draft until they are recorded."""

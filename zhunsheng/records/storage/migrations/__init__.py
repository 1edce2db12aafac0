"""How the tables came to be what they are: one file a step, each of which can be taken back."""

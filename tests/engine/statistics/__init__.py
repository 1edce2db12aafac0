"""How many subjects come to which form: counts that add up, whichever way the rows are split."""

"""The record of an evaluation, for those who have to answer for it or to find fault with it."""

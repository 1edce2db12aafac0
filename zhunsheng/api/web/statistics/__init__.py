"""Statistics: the four forms by category, place, level and month, and how well suggestions agree with practice.

Every page is a figure (`figures.Figure`): a picture, the same in words, the same as a table, and the same as CSV, all of them
made of one value.
"""

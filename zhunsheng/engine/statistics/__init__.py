"""How many subjects of a batch come to which form, by who they are, where, when, and by which rule; as text, data and pictures.

====================  ==========================================================================================
groupings             by what is counted, and what stands in a group that has no value
counting              record batches in, counts out: pure, streaming, the same for every split into batches
tables                counts in the order in which people read them, checked: what does not add up is not shown
result_files          Parquet and CSV files as record batches, or what is wrong with them
names                 what groups are called
words, text           the text
plain_data, sheets    JSON and CSV
pyramid, trend        the pictures, drawn on `picture`; `months` and `axis` lay out time and numbers
published_totals      totals that were published, with their parts: they have to add up as well
comparison, wilson    a batch beside a published total
====================  ==========================================================================================

A form counted here is the one that is recommended to start from. It is a suggestion and no decision, and every rendering says so.
"""

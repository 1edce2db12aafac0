"""The spreadsheet that a case handler fills in, made from the vocabulary; `engine.batch` reads it back.

==========  =====================================================================
layout      which columns it has, and what each may hold
workbook    the workbook: headers, comments, drop-downs, an example
words       what it says to whoever fills it in
==========  =====================================================================
"""

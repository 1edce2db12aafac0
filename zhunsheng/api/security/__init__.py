"""Signing in and being allowed, over HTTP: cookies, bearer tokens, foreign pages, and one line for a route to say what it
needs.
"""

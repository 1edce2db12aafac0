"""Drafts the pairs of scenarios that are missing, for a person to read over."""

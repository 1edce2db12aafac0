"""Accounts, and one's own."""

"""Accounts: an administrator's list of them, one of them with all that can be done to it, and one's own."""

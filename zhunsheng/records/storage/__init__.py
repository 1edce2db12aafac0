"""Rows: tables, migrations and transactions, the same on SQLite and on PostgreSQL."""

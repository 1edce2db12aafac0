"""The register at a hundred thousand records: a database is filled, and every question that pages put to it is timed."""

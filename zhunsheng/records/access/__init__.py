"""Who somebody is, and what he may do.

Three questions that are often mixed up are kept apart. *Who is it?* is answered by a password (`passwords`, `sign_in`) or by a
token of the organization's own identity provider (`bearer_tokens`). *Is it still he?* is answered by a session (`sessions`).
*May he?* is answered by one table of roles and operations (`permissions`). Nothing here knows HTTP, a database or what a case
says: tables are reached through the small protocols of `stores`, the network through one of `provider_keys`, and the time is
asked of a clock that is handed in.
"""

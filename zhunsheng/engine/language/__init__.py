"""The rule language: documents, expressions, rules, and the checks on them."""

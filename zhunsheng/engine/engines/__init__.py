"""The engines: two independent ways from the parsed rules to a verdict."""

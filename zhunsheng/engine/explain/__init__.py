"""Explanations: computed beside the evaluation, from the same rules and facts."""

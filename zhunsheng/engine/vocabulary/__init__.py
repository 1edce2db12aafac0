"""The one dictionary of facts and conclusions, and everything that is generated from it."""

"""How long every page of the workbench takes, with a hundred thousand records beside it (docs/page-speed.md)."""

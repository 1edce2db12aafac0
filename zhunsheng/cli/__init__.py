"""The ``zhunsheng`` command: thin over the engine and the API."""

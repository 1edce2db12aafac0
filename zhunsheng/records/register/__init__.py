"""The register: rows by which cases and recorded evaluations are found and counted, and the questions that are put to them."""

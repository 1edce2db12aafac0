"""The register and the statistics of overrides as pages."""

"""The end-to-end proof of infra/e2e: Python's standard library alone."""

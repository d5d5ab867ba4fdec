"""The running program: settings, wiring, web endpoints and command line."""

VERSION = "0.1.0"
"""The same as in pyproject.toml; a test holds them against each other."""

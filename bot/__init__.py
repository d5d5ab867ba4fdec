"""The running program: settings, wiring, web endpoints and command line."""

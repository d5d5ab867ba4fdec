"""A Slack-shaped workspace on this machine, for trying an app and for its end-to-end tests."""

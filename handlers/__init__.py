"""Slack comes in: commands, buttons and events, each answered by one service."""

"""What Slack shows: pure functions from what services return to messages."""

"""The rehearsal: a whole week with invented people, played by the real bot in minutes."""

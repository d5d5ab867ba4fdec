"""The rehearsal: a whole week with invented people, played in minutes, and the proof-book of it."""

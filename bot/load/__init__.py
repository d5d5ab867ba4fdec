"""Load: many simulated people act in a sandbox at once, and what became of it is counted."""

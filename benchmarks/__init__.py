"""Measurements, printed by `make bench`; most stand beside a bare Bolt app in the same run."""

"""Measurements, printed by `make bench`; each stands beside a bare Bolt app in the same run."""

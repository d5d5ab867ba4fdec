"""Prints all measurements, one after another, so that none disturbs another."""

from benchmarks import crowds, reads, starts, timetables, votes

MEASURED = (votes, starts, crowds, reads, timetables)


def main() -> None:
    """Measure all in turn."""
    for one in MEASURED:
        one.main()


if __name__ == "__main__":
    main()

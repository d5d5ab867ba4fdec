"""Prints how soon people are answered who act at once, as `python -m bot load` lets them."""

import json
import subprocess
import sys

PEOPLE = 100
SECONDS = 6


def main() -> None:
    """Let a hundred simulated people act; they think for two seconds."""
    options = ["--people", str(PEOPLE), "--seconds", str(SECONDS), "--json"]
    command = [sys.executable, "-m", "bot", "load", *options]
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603 - our own program
    found = json.loads(run.stdout)
    total = found["total"]
    print("\nMany people at once in Socket Mode, each thinking for two seconds; SQLite")
    print(f"{'people at once':34}{PEOPLE:12}")
    print(f"{'deeds a second':34}{found['per_second']:12.1f}")
    print(f"{'median ms to the ack':34}{total['median_ms']:12.1f}")
    print(f"{'99th percentile ms':34}{total['p99_ms']:12.1f}")
    print(f"{'failed':34}{total['failed']:12}")
    print(f"{'not taken by Slack':34}{sum(found['not_taken'].values()):12}", flush=True)


if __name__ == "__main__":
    main()

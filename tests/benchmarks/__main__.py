"""python -m tests.benchmarks: every measurement of docs/performance.md in one run, as Markdown on standard output."""

from __future__ import annotations

import argparse
import platform
import sys
from importlib.metadata import PackageNotFoundError, version

from tests.benchmarks import against_peers, shipped

PEERS = ("experta", "clipspy", "zen-engine", "durable_rules", "clingo", "PyYAML")


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rules", type=int, nargs="*", default=[120, 1_200, 12_000], metavar="N")
    parser.add_argument("--rounds", type=int, default=9, metavar="N", help="turns of each engine")
    parser.add_argument(
        "--rows", type=int, default=100_000, metavar="N", help="rows of a batch, and ten times as many"
    )
    parser.add_argument("--only", choices=("peers", "shipped"))
    asked = parser.parse_args()
    where = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    say(f"{where}; {', '.join(_versions())}")
    if asked.only != "shipped":
        sizes = [against_peers.measure(count, asked.rounds if count < 5_000 else 3) for count in asked.rules]
        say(f"## Generated rules\n\n{against_peers.report(sizes)}")
    if asked.only != "peers":
        say(f"## The shipped knowledge base\n\n{shipped.report(asked.rounds, asked.rows)}")


def say(text: str) -> None:
    """Print a part as soon as it is there, and a blank line."""
    sys.stdout.write(f"{text}\n\n")
    sys.stdout.flush()


def _versions() -> list[str]:
    found = []
    for name in PEERS:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} not installed")
    return found


if __name__ == "__main__":
    main()

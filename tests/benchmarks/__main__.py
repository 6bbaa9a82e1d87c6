"""python -m tests.benchmarks: every measurement of docs/performance.md in one run, as Markdown on standard output."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version

from tests.benchmarks import against_peers, shipped

PEERS = ("experta", "clipspy", "zen-engine", "durable_rules", "clingo", "PyYAML")


PARTS = ("engines", *shipped.PARTS)


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all of them where none is named"
    )
    parser.add_argument("--rules", type=int, nargs="+", default=[120, 1_200, 12_000], metavar="N")
    parser.add_argument("--rounds", type=int, default=9, metavar="N", help="turns of each engine")
    parser.add_argument(
        "--rows", type=int, default=100_000, metavar="N", help="rows of a batch, and ten times as many"
    )
    asked = parser.parse_args()
    if unknown := sorted(set(asked.parts) - set(PARTS)):
        parser.error(f"no part {unknown[0]!r}: there are {', '.join(PARTS)}")
    wanted = [part for part in PARTS if part in asked.parts or not asked.parts]
    where = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    say(f"{where}; {', '.join(_versions())}. {_busy()}")
    if "engines" in wanted:
        say("## Generated rules")
        sizes = []
        for count in asked.rules:
            sizes.append(against_peers.measure(count, asked.rounds if count < 5_000 else 3))
            say(against_peers.report(sizes[-1]))
        say(f"### Ratios\n\n{against_peers.ratios(sizes)}\n\n{_busy()}")
    if wanted != ["engines"]:
        say(
            f"## The shipped knowledge base\n\n{shipped.report(wanted, asked.rounds, asked.rows)}\n\n{_busy()}"
        )


def _busy() -> str:
    """How much else the machine has to do: the average number of processes that want to run."""
    if not hasattr(os, "getloadavg"):
        return ""
    return f"Load average: {', '.join(f'{load:.1f}' for load in os.getloadavg())}."


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

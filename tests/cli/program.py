"""The program from outside: a process of its own for each run, with what it printed, complained of and ended with."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path


def advisor(
    *arguments: object,
    given: str | bytes = b"",
    env: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run `advisor` with these arguments; `given` is its standard input, `folder` where it runs."""
    done = subprocess.run(
        [sys.executable, "-m", "advisor", *map(str, arguments)],
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        check=False,
        cwd=folder,
        env={**os.environ, **(env or {})},
        timeout=120,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )

"""The program from outside, with what it printed, complained of and ended with: as a process of its own, or called here."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from advisor.cli import main


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


def called(
    *arguments: object, given: str | bytes = b"", folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """The same within this process, which saves its start; where neither environment nor real streams make a difference."""
    words = [*map(str, arguments)]
    with contextlib.chdir(folder or Path.cwd()):
        done = CliRunner().invoke(main, words, input=given, catch_exceptions=False)
    return subprocess.CompletedProcess(words, done.exit_code, done.stdout, done.stderr)


def run_kb(*arguments: object) -> Result:
    """`advisor kb` with these arguments, within this process; `output` is both outputs as a terminal shows them."""
    return CliRunner().invoke(main, ["kb", *map(str, arguments)])

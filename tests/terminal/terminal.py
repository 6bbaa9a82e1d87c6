"""The program in a real pseudo-terminal: what is typed into it, and what it shows."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pexpect

KEYS = re.compile(r"\x1b\[\?2004[hl]\r?|\x1b\[[0-9;?]*[A-Za-z]|\r|\x07")


class Terminal:
    """One run of the program. `typed` is a line at a time; every line waits for the prompt before it."""

    def __init__(
        self, folder: Path, *arguments: str, term: str = "xterm", columns: int = 90, **more: str
    ) -> None:
        self._shown = StringIO()
        self.process = pexpect.spawn(
            sys.executable,
            ["-m", "advisor", *arguments],
            env=environment(folder, TERM=term, **more),
            cwd=str(folder),
            dimensions=(50, columns),
            encoding="utf-8",
            timeout=90,
            preexec_fn=_interruptible,
        )
        self.process.delaybeforesend = None
        self.process.logfile_read = self._shown

    def type(self, *lines: str) -> str:
        """Type lines, each at the next prompt; what was shown since the first of them, up to the next prompt."""
        before = len(self._shown.getvalue())
        for line in lines:
            self.send(line)
        self.process.expect(" > $")
        # The prompt stays to be met by the next line.
        self.process.buffer = " > "
        return KEYS.sub("", self._shown.getvalue()[before:])

    def send(self, line: str) -> None:
        """Type a line at the next prompt, and wait for no other prompt."""
        self.process.expect(" > $")
        self.process.sendline(line)
        # The end of the line comes back first; a prompt that is shown again before it, after a resize, is not the next.
        self.process.expect("\r\n")

    def ended(self) -> int:
        """Wait for the end; the exit status, or minus the number of the signal."""
        self.process.expect(pexpect.EOF)
        self.process.close()
        return (
            self.process.exitstatus
            if self.process.exitstatus is not None
            else -(self.process.signalstatus or 0)
        )

    @property
    def raw(self) -> str:
        """Everything shown, byte for byte."""
        return self._shown.getvalue()

    @property
    def shown(self) -> str:
        """Everything shown, without what the line editor sends to the terminal."""
        return KEYS.sub("", self.raw)


def _interruptible() -> None:
    """Let Ctrl-C through, as a person's terminal does: in the background of a shell, where tests may run, it is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def environment(folder: Path, **more: str) -> dict[str, str]:
    """A plain environment with a state folder of its own."""
    kept = {
        k: v
        for k, v in os.environ.items()
        if k in ("PATH", "HOME", "PYTHONPATH", "SYSTEMROOT", "VIRTUAL_ENV")
    }
    return {**kept, "XDG_STATE_HOME": str(folder / "state"), "LANG": "C.UTF-8", **more}


def piped(
    folder: Path, arguments: Sequence[str], typed: str, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run the program with lines on standard input and no terminal."""
    return subprocess.run(
        [sys.executable, "-m", "advisor", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env=environment(folder, **more),
        check=False,
        timeout=120,
    )

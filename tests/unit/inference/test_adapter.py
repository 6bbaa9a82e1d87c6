"""experta is imported with nothing left changed behind, in a process of its own each time."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

LOOK = """
import collections, json, logging, sys
def look():
    return {
        "Mapping": hasattr(collections, "Mapping"),
        "handlers": [type(h).__name__ for h in logging.root.handlers],
        "level": logging.root.level,
        "disabled": logging.root.manager.disable,
    }
"""


def in_a_process_of_its_own(before: str, after: str = "") -> Any:
    """What the process has before and after it imports the engine, and what it says last."""
    code = f"{LOOK}\n{before}\nfirst = look()\nimport advisor.inference\n{after}\nprint(json.dumps([first, look()]))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    "before",
    [
        "pass",
        "logging.basicConfig(level=logging.DEBUG)",
        "logging.root.addHandler(logging.NullHandler())",
        "collections.Mapping = collections.abc.Mapping",
    ],
    ids=["nothing", "logging set up", "a handler", "the name there already"],
)
def test_nothing_is_left_changed(before: str) -> None:
    first, last = in_a_process_of_its_own(before)
    assert first == last


def test_the_lent_name_is_gone_and_logging_can_still_be_set_up() -> None:
    first, last = in_a_process_of_its_own("pass", "logging.basicConfig(level=logging.INFO)")
    assert first == {"Mapping": False, "handlers": [], "level": 30, "disabled": 0}
    assert last == {"Mapping": False, "handlers": ["StreamHandler"], "level": 20, "disabled": 0}

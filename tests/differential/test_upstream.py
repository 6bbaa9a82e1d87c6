"""experta's own unit tests, against our matcher: what passes with its network passes with ours, or is refused by name.

Its source distributions hold no tests, so they come from a checkout of its repository:
`pytest tests/differential/test_upstream.py --experta-tests DIR`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

REFUSED = "can be matched, not"
"""What our matcher says of a pattern that the compiler never makes: NOT, OR, TEST, wildcards, variables."""

# Loaded into the other pytest before any of the tests: it hands the engine a matcher through experta's own hook.
HOOK = """
import os
from advisor.inference.adapter import KnowledgeEngine, experta
from advisor.inference.matcher import IndexedMatcher


class Hooked(IndexedMatcher):
    # Rules that are methods come bound to their engine; the network takes them anew without it, and so does this.
    def __init__(self, engine):
        super().__init__(engine)
        self._rules = [experta.Rule(*rule, salience=rule.salience)(rule._wrapped) for rule in self._rules]


if os.environ["MATCHER"] == "ours":
    KnowledgeEngine.__matcher__ = Hooked
"""


def outcomes(tests: Path, matcher: str, folder: Path) -> dict[str, str]:
    """Run the tests with "ours" or "theirs": for each by name the empty text where it passed, else what it said."""
    (folder / "matcher_hook.py").write_text(HOOK, encoding="utf-8")
    report = folder / f"{matcher}.xml"
    options = ["-p", "matcher_hook", "-p", "no:cacheprovider", "-c", os.devnull, f"--rootdir={tests}"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *options, f"--junitxml={report}", str(tests)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "MATCHER": matcher, "PYTHONPATH": os.pathsep.join([str(folder), *sys.path])},
    )
    assert report.exists(), done.stdout + done.stderr
    found = {}
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - written by pytest just now
        said = [f"{part.get('message')} {part.text}" for part in case if part.tag in ("failure", "error")]
        skipped = case.find("skipped") is not None
        found[f"{case.get('classname')}::{case.get('name')}"] = "skipped" if skipped else " ".join(said)
    return found


def compared(tests: Path, folder: Path) -> tuple[Counter[str], list[str]]:
    """How many tests pass with both, are refused by ours, or fail with theirs already; and those that ours alone fails."""
    theirs, ours = outcomes(tests, "theirs", folder), outcomes(tests, "ours", folder)
    assert theirs, f"no tests in {tests}"
    counted: Counter[str] = Counter()
    worse = []
    for name, said in theirs.items():
        now = ours.get(name, "not run")
        if said:
            counted["not passing with theirs"] += 1
        elif not now:
            counted["passing with both"] += 1
        elif REFUSED in now:
            counted["refused by ours"] += 1
        else:
            worse.append(f"{name}: {now[:300]}")
    return counted, worse


def test_upstream_passes_with_our_matcher_or_is_refused(
    request: pytest.FixtureRequest, tmp_path: Path, record_property
) -> None:
    given = request.config.getoption("--experta-tests")
    if given is None:
        pytest.skip(
            "experta's source distributions hold no tests; name those of a checkout by --experta-tests DIR"
        )
    counted, worse = compared(Path(given).resolve(), tmp_path)
    for what, number in counted.items():
        record_property(what, number)
    assert not worse, f"{dict(counted)}\n" + "\n".join(worse)


# Written in the manner of upstream's tests, so that the comparison itself is tried where there is no checkout.
LIKE_UPSTREAM = """
from advisor.inference.adapter import experta
from experta import Fact, KnowledgeEngine, NOT, P, Rule


def fired(*patterns):
    found = []

    class Engine(KnowledgeEngine):
        @Rule(*patterns)
        def rule(self):
            found.append(1)

    engine = Engine()
    engine.reset()
    engine.declare(Fact(a=1))
    engine.run()
    return found


def test_a_literal():
    assert fired(Fact(a=1)) == [1]


def test_a_predicate():
    assert fired(Fact(a=P(lambda value: value > 1))) == []


def test_absence():
    assert fired(NOT(Fact(a=2))) == [1]


def test_one_is_true_to_upstream():
    assert fired(Fact(a=True)) == [1]


def test_nothing_passes():
    assert fired(Fact(a=1)) == []
"""


@pytest.mark.slow
def test_the_comparison_tells_what_differs_from_what_is_refused(tmp_path: Path) -> None:
    tests = tmp_path / "upstream"
    tests.mkdir()
    (tests / "test_like_upstream.py").write_text(LIKE_UPSTREAM, encoding="utf-8")
    counted, worse = compared(tests, tmp_path)
    assert counted == {"passing with both": 2, "refused by ours": 1, "not passing with theirs": 1}
    # Their `1` matches `True`; ours tells them apart, on purpose, and such a difference does not go unseen.
    assert [line.split(":: ")[0].split("::")[1].split(":")[0] for line in worse] == [
        "test_one_is_true_to_upstream"
    ]

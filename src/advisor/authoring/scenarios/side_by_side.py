"""Scenario files in; their results out, in order, worked out side by side by as many processes as there are processors.

A process is a copy of this one, so nothing is read or compiled twice that was there before. Where copies cannot be made
safely, and where there are too few scenarios to be worth it, all are run here; the results are the same.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from multiprocessing.pool import Pool
from pathlib import Path

from advisor.authoring.scenarios.run import Runner, read_scenarios
from advisor.consultation import decisions_of
from advisor.errors import AdvisorError, Problem
from advisor.model.case import Case
from advisor.model.findings import ScenarioResult
from advisor.model.knowledge import KnowledgeBase

FEWEST = 100


@dataclass(frozen=True, slots=True)
class Selection:
    """Which scenarios are run: those with these words in their name, title or `shows`, that expect something of a decision.

    Empty takes all. A scenario that cannot be read is always taken.
    """

    words: str = ""
    decision: str = ""

    def takes(self, case: Case) -> bool:
        """Whether a case is one of them."""
        text = f"{case.name} {case.title} {case.shows}".lower()
        return all(w in text for w in self.words.lower().split()) and (
            not self.decision or self.decision in case.expect
        )


def run_selected(
    kb: KnowledgeBase, files: Iterable[Path], root: Path, selection: Selection
) -> list[tuple[Path, ScenarioResult]]:
    """Run each scenario that is taken. One whose file has faults is reported with them; the others still run."""
    read = [
        (path, case)
        for path, case in read_scenarios(kb, files, root)
        if isinstance(case, ScenarioResult) or selection.takes(case)
    ]
    ran = iter(_run_all(kb, [case for _, case in read if isinstance(case, Case)]))
    return [(path, case if isinstance(case, ScenarioResult) else next(ran)) for path, case in read]


def _run_all(kb: KnowledgeBase, cases: Sequence[Case]) -> list[ScenarioResult]:
    """Run every case. One that cannot be settled has that as its problem."""
    workers = _workers()
    if len(cases) < FEWEST or workers < 2:
        runner = Runner(kb)
        return [_run(runner, case) for case in cases]
    shares = _shares(kb, cases, -(-len(cases) // workers))
    with _copies(workers, kb, cases) as pool:
        found = {i: result for part in pool.map(_run_share, shares, chunksize=1) for i, result in part}
    return [found[i] for i in range(len(cases))]


def _shares(kb: KnowledgeBase, cases: Sequence[Case], most: int) -> list[list[int]]:
    """The cases by number, the largest share first. What runs the same program is not parted unless there is too much."""
    together: dict[object, list[int]] = {}
    for number, case in enumerate(cases):
        key = (case.profile, repr(sorted(case.settings.items())), decisions_of(kb, case))
        together.setdefault(key, []).append(number)
    shares = [same[i : i + most] for same in together.values() for i in range(0, len(same), most)]
    return sorted(shares, key=len, reverse=True)


def _workers() -> int:
    """How many processes may run; 1 where a copy of this one would not be sound."""
    if "fork" not in multiprocessing.get_all_start_methods() or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _copies(workers: int, kb: KnowledgeBase, cases: Sequence[Case]) -> Pool:
    return multiprocessing.get_context("fork").Pool(workers, _begin, (kb, cases))


_here: tuple[Runner, Sequence[Case]]


def _begin(kb: KnowledgeBase, cases: Sequence[Case]) -> None:
    """What a copy starts from. It comes with the copy, and is not sent."""
    global _here  # noqa: PLW0603 - a process of a pool has no other place for what it keeps
    _here = (Runner(kb), cases)


def _run_share(share: Iterable[int]) -> list[tuple[int, ScenarioResult]]:
    runner, cases = _here
    return [(i, _run(runner, cases[i])) for i in share]


def _run(runner: Runner, case: Case) -> ScenarioResult:
    try:
        return runner.run(case)
    except AdvisorError as error:
        return ScenarioResult(case.name, case.title, (), (Problem("CS500", str(error)),))

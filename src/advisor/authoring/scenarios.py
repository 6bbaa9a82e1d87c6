"""Scenarios in; for each what differs from its expectation out. A knowledge base is read and compiled once
for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from advisor.consultation import Consultant, decisions_of
from advisor.errors import AdvisorError, CaseError, Problem
from advisor.explanation import CaseExplanation, DecisionExplanation
from advisor.model.case import Case, Expectation
from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_case


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that came out otherwise than expected."""

    where: str
    expected: str
    got: str


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """One scenario run: what differs, or the problems for which it could not be read."""

    name: str
    title: str
    differences: tuple[Difference, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything came out as expected."""
        return not self.differences and not self.problems


def scenario_files(places: Iterable[Path]) -> list[Path]:
    """Every scenario file in the given files and folders, sorted."""
    found: set[Path] = set()
    for place in places:
        found |= set(place.rglob("*.yaml")) if place.is_dir() else {place}
    return sorted(found)


def run_scenarios(kb: KnowledgeBase, files: Iterable[Path], root: Path) -> Iterator[ScenarioResult]:
    """Run each scenario. One whose file has faults is reported with them; the others still run."""
    consultants: dict[tuple[str, tuple[str, ...]], Consultant] = {}
    for path in files:
        name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
        try:
            case = read_case(name, path.read_bytes(), kb)
            yield _run(kb, case, consultants)
        except CaseError as error:
            yield ScenarioResult(name, "", (), error.problems)
        except (AdvisorError, OSError) as error:
            yield ScenarioResult(name, "", (), (Problem("CS500", str(error)),))


def _run(
    kb: KnowledgeBase, case: Case, consultants: dict[tuple[str, tuple[str, ...]], Consultant]
) -> ScenarioResult:
    if not case.expect:
        problem = Problem(
            "CS102", f"{case.name}: a scenario has 'expect'", hint="say what should come out of it"
        )
        return ScenarioResult(case.name, case.title, (), (problem,))
    decisions = decisions_of(kb, case)
    settings = kb.settings_for(case.profile, case.settings)
    key = (repr(sorted(settings.items(), key=lambda item: item[0])), decisions)
    if key not in consultants:
        consultants[key] = Consultant(kb, settings, decisions)
    explanation = consultants[key].explain(case)
    return ScenarioResult(case.name, case.title, tuple(_compare(case, explanation)))


def _compare(case: Case, explanation: CaseExplanation) -> Iterator[Difference]:
    for decision, expected in case.expect.items():
        found = explanation.decisions.get(decision)
        if found is None:
            yield Difference(decision, expected.outcome, "not settled: no answer touches it")
        else:
            yield from _differences(decision, expected, found)


def _differences(where: str, expected: Expectation, found: DecisionExplanation) -> Iterator[Difference]:
    verdict = found.verdict
    statuses = {key.split(".", 1)[1]: str(option.status) for key, option in verdict.options.items()}
    yield from _unless_equal(f"{where} outcome", expected.outcome, str(verdict.outcome))
    if expected.recommended is not None:
        got = [key.split(".", 1)[1] for key in verdict.recommended]
        yield from _unless_equal(f"{where} recommended", ", ".join(expected.recommended), ", ".join(got))
    for option, status in sorted(expected.options.items()):
        yield from _unless_equal(f"{where}.{option}", status, statuses[option])
    if expected.undecided_because is not None:
        wanted = ", ".join(sorted(expected.undecided_because))
        yield from _unless_equal(
            f"{where} undecided_because", wanted, ", ".join(sorted(found.open_questions))
        )
    for name, rung, got_rungs in (
        ("described", expected.described, verdict.described),
        ("ceiling", expected.ceiling, verdict.ceiling),
    ):
        if rung is not None and got_rungs is not None:
            yield from _unless_equal(f"{where} {name}", rung, _rungs(got_rungs))
    for group, inner in sorted(expected.by_group.items()):
        if group in found.groups:
            yield from _differences(f"{where} for {group}", inner, found.groups[group])
        else:
            yield Difference(f"{where} for {group}", inner.outcome, "no such group")
    for part in expected.notes:
        if not any(part in note.text for note in found.notes):
            yield Difference(
                f"{where} notes", part, " | ".join(note.text for note in found.notes) or "no notes"
            )


def _unless_equal(where: str, expected: str, got: str) -> Iterator[Difference]:
    if expected != got:
        yield Difference(where, expected or "nothing", got or "nothing")


def _rungs(rungs: tuple[str | None, str | None]) -> str:
    low, high = ("none" if rung is None else rung.split(".", 1)[1] for rung in rungs)
    return low if low == high else f"{low} to {high}"

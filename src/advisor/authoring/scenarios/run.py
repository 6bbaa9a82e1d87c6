"""Scenarios in; for each what differs from its expectation out. A knowledge base is compiled once for all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from advisor.authoring.scenarios.deciding import deciding
from advisor.authoring.scenarios.expectations import differences
from advisor.consultation import Consultant, decisions_of
from advisor.errors import CaseError, Problem, UsageError
from advisor.explanation import CaseExplanation, DecisionExplanation
from advisor.model.case import Case, Expectation
from advisor.model.findings import Difference, ScenarioResult
from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_case


def scenario_files(places: Collection[Path]) -> list[Path]:
    """Every scenario file in the given files and folders, sorted. Raises `UsageError` for one that would be passed over."""
    found: set[Path] = set()
    for passed_over in sorted(p for place in places if place.is_dir() for p in place.rglob("*.yml")):
        raise UsageError(f"{passed_over.as_posix()} would not be read; a scenario's name ends in .yaml")
    for place in places:
        found |= set(place.rglob("*.yaml")) if place.is_dir() else {place}
    return sorted(found)


def scenario_name(path: Path, root: Path) -> str:
    """What a scenario is called: its path from the folder that was named."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


class Runner:
    """Settles cases of one knowledge base; what has the same settings and decisions is compiled once."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self._consultants: dict[tuple[str, tuple[str, ...]], Consultant] = {}

    def consultant(self, case: Case) -> Consultant:
        """The consultant for a case's settings and decisions."""
        decisions = decisions_of(self.kb, case)
        settings = self.kb.settings_for(case.profile, case.settings)
        key = (repr(sorted(settings.items(), key=lambda item: item[0])), decisions)
        if key not in self._consultants:
            self._consultants[key] = Consultant(self.kb, settings, decisions)
        return self._consultants[key]

    def explain(self, case: Case) -> CaseExplanation:
        """The case settled and explained, with notes where it expects some."""
        noted = any(map(_expects_notes, case.expect.values()))
        return self.consultant(case).explain(case, noted=noted)

    def run(self, case: Case) -> ScenarioResult:
        """Run one scenario and compare."""
        if not case.expect:
            hint = "say what should come out of it"
            problem = Problem("CS102", f"{case.name}: a scenario has 'expect'", hint=hint)
            return ScenarioResult(case.name, case.title, (), (problem,))
        explanation = self.explain(case)
        found: list[Difference] = []
        reasons: list[str] = []
        for decision, expected in case.expect.items():
            explained = explanation.decisions.get(decision)
            if explained is None:
                found.append(Difference(decision, expected.outcome, "not settled: no answer touches it"))
                continue
            differing = list(differences(self.kb, decision, ("expect", decision), expected, explained))
            found += differing
            if differing:
                reasons += self._reasons(expected, explained)
        return ScenarioResult(case.name, case.title, tuple(found), bug=case.bug, deciding=tuple(reasons))

    def _reasons(self, expected: Expectation, explained: DecisionExplanation) -> Iterator[str]:
        yield from deciding(self.kb, expected, explained)
        for group, inner in sorted(expected.by_group.items()):
            if group in explained.groups:
                yield from (f"{group}: {line}" for line in deciding(self.kb, inner, explained.groups[group]))


def _expects_notes(expected: Expectation) -> bool:
    return bool(expected.notes) or any(map(_expects_notes, expected.by_group.values()))


def read_scenarios(
    kb: KnowledgeBase, files: Iterable[Path], root: Path
) -> Iterator[tuple[Path, Case | ScenarioResult]]:
    """Every scenario as a case, or as the result that says why it could not be read."""
    for path in files:
        name = scenario_name(path, root)
        try:
            yield path, read_case(name, path.read_bytes(), kb)
        except CaseError as error:
            yield path, ScenarioResult(name, "", (), error.problems)
        except OSError as error:
            yield path, ScenarioResult(name, "", (), (Problem("CS500", str(error)),))

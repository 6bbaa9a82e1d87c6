"""What the rule author's tools find, as values: findings with a witness, and what became of each scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from advisor.errors import Problem, Severity
from advisor.model.case import Answer

ABOUT_EXAMPLES = "of an example nothing can be left out; that no other is shorter is not proved"
"""What is said of witnesses wherever some are shown."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A case that shows a finding and of which nothing can be left out: answers that any command takes, in one line as
    `shows`, and what comes out.

    `expect` is what comes out of the decision, in the shape of a scenario's expectation.
    """

    decision: str
    profile: str
    answers: Mapping[str, Answer]
    shows: str
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding about the thing named by `about`; `accepted` is the author's reason to let it stand, or empty.

    `detail` tells findings of one code about one thing apart: the item, the value, the two options.
    """

    problem: Problem
    about: str = ""
    witness: Witness | None = None
    accepted: str = ""
    detail: str = ""

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return self.problem.severity


@dataclass(frozen=True, slots=True)
class Inspection:
    """All findings about one knowledge base, in the order of their places.

    `contents` says what it holds, `inexact` what could not be proved for all answers, and why.
    """

    name: str
    contents: str
    findings: tuple[Finding, ...]
    inexact: tuple[str, ...] = ()

    def open(self) -> tuple[Finding, ...]:
        """The findings that nobody accepted."""
        return tuple(f for f in self.findings if not f.accepted)

    def at_least(self, severity: Severity) -> tuple[Finding, ...]:
        """The open findings that are as grave as this or graver."""
        order = list(Severity)
        return tuple(f for f in self.open() if order.index(f.severity) <= order.index(severity))


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that came out otherwise than expected; `path` leads to its place in the scenario's file."""

    where: str
    expected: str
    got: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """One scenario run: what differs, what in the trace decided that, or the problems for which it could not be read.

    `bug` says why it is known to fail, or is empty.
    """

    name: str
    title: str
    differences: tuple[Difference, ...]
    problems: tuple[Problem, ...] = ()
    bug: str = ""
    deciding: tuple[str, ...] = field(default=())

    @property
    def as_expected(self) -> bool:
        """Whether everything came out as the scenario says."""
        return not self.differences and not self.problems

    @property
    def passed(self) -> bool:
        """Whether it counts as passed: as expected, or known to fail and failing still."""
        return not self.problems and bool(self.differences) == bool(self.bug)

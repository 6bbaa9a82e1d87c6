"""Two versions of a knowledge base and some cases in; everything that differs between them out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from advisor.authoring.difference.changes import changes
from advisor.authoring.difference.outcomes import first_change, outcome_changes
from advisor.authoring.difference.reach import Reach
from advisor.authoring.difference.versions import Pair
from advisor.authoring.scenarios.run import Runner
from advisor.errors import AdvisorError
from advisor.explanation import Finding
from advisor.model.case import Case
from advisor.model.comparison import CaseChange, KbComparison
from advisor.model.knowledge import KnowledgeBase
from advisor.model.options import option_id

ReadCase = Callable[[KnowledgeBase], Case]


def compare(
    old: KnowledgeBase,
    new: KnowledgeBase,
    cases: Iterable[tuple[str, ReadCase]],
    profiles: Iterable[str] = (),
    *,
    first: bool = False,
) -> KbComparison:
    """Compare two versions under the profiles named (default: the new version's default profile), and cases read by each.

    With `first` no more than one change of outcome is looked for, which is soon found; cases are tried if there is none.

    Only decisions and answers that both have are compared; what only one has is among the changes.
    """
    inexact: list[str] = []
    outcomes = []
    for profile in tuple(profiles) or (new.default_profile,):
        if profile not in old.profiles or profile not in new.profiles:
            inexact.append(
                f"the profile {profile} is in one version only, so outcomes under it are not compared"
            )
            continue
        if not first:
            outcomes += list(outcome_changes(Pair.of(old, new, profile), inexact))
        elif not outcomes and (change := first_change(old, new, profile, inexact)) is not None:
            outcomes.append(change)
    return KbComparison(
        f"{old.name} {old.version}",
        f"{new.name} {new.version}",
        tuple(changes(old, new)),
        tuple(outcomes),
        () if first and outcomes else tuple(_cases(old, new, cases)),
        tuple(inexact),
    )


def _cases(
    old: KnowledgeBase, new: KnowledgeBase, cases: Iterable[tuple[str, ReadCase]]
) -> Iterator[CaseChange]:
    """Cases that come out differently, of those that the old version can read and in what both settle."""
    runners = Runner(old), Runner(new)
    reach = Reach(old, new)
    for name, read in cases:
        before, after = (_read(runner.kb, read) for runner in runners)
        if isinstance(after, str) and not isinstance(before, str):
            yield CaseChange(name, "", "can be read", after)
        if isinstance(after, str) or isinstance(before, str):
            continue
        reached = reach.of(before, after)
        sides = [_outcomes(*side, reached) for side in zip(runners, (before, after), strict=True)]
        for decision in sorted(set(sides[0]) & set(sides[1])):
            if sides[0][decision] != sides[1][decision]:
                yield CaseChange(name, decision, sides[0][decision], sides[1][decision])


def _read(kb: KnowledgeBase, read: ReadCase) -> Case | str:
    """A case, or why it cannot be read."""
    try:
        return read(kb)
    except AdvisorError as error:
        return f"cannot be read: {str(error).splitlines()[0]}"


def _outcomes(runner: Runner, case: Case, decisions: tuple[str, ...]) -> dict[str, str]:
    """What comes out of a case in some decisions, for the whole and for each group of a table."""
    if not decisions:
        return {}
    only = replace(case, decisions=decisions)
    return {
        f"{decision} for {group}" if group else decision: _outcome(part)
        for decision, whole in runner.consultant(only).settle(only, noted=False).items()
        for group, part in (("", whole), *whole.groups.items())
    }


def _outcome(found: Finding) -> str:
    keys = ", ".join(option_id(key) for key in found.verdict.recommended)
    return f"{found.verdict.outcome}: {keys}" if keys else str(found.verdict.outcome)

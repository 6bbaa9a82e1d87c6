"""Two versions of a knowledge base and some cases in; everything that differs between them out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from advisor.authoring.changes import changes
from advisor.authoring.diff import first_change, outcome_changes
from advisor.authoring.scenarios import Runner
from advisor.authoring.versions import Pair
from advisor.errors import AdvisorError
from advisor.explanation import Finding
from advisor.model.case import Case
from advisor.model.comparison import CaseChange, KbComparison
from advisor.model.knowledge import KnowledgeBase

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
    for name, read in cases:
        before, after = (_outcomes(runner, read) for runner in runners)
        if isinstance(after, str) and not isinstance(before, str):
            yield CaseChange(name, "", "can be read", after)
        if isinstance(after, str) or isinstance(before, str):
            continue
        for decision in sorted(set(before) & set(after)):
            if before[decision] != after[decision]:
                yield CaseChange(name, decision, before[decision], after[decision])


def _outcomes(runner: Runner, read: ReadCase) -> dict[str, str] | str:
    """What comes out of a case, decision by decision, or why it cannot be read."""
    try:
        case = read(runner.kb)
        settled = runner.consultant(case).settle(case, noted=False)
    except AdvisorError as error:
        return f"cannot be read: {str(error).splitlines()[0]}"
    return {
        f"{decision} for {group}" if group else decision: _outcome(part)
        for decision, whole in settled.items()
        for group, part in (("", whole), *whole.groups.items())
    }


def _outcome(found: Finding) -> str:
    keys = ", ".join(key.split(".", 1)[1] for key in found.verdict.recommended)
    return f"{found.verdict.outcome}: {keys}" if keys else str(found.verdict.outcome)

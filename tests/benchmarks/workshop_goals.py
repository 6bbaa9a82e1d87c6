"""What the rule author's tools take on the shipped knowledge base and on generated ones; prints, asserts nothing.

Run by hand: python -m tests.benchmarks.workshop_goals
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from advisor.authoring.all_answers.answers import AllAnswers
from advisor.authoring.checks.check import inspect
from advisor.authoring.checks.proofs import Proofs
from advisor.authoring.difference.outcomes import first_change as first_of
from advisor.authoring.difference.outcomes import outcome_changes
from advisor.authoring.difference.versions import Pair
from advisor.authoring.mutation.noticing import noticing
from advisor.authoring.mutation.shown import Same
from advisor.authoring.mutation.unnoticed import Mutation
from advisor.authoring.scenarios.coverage import coverage
from advisor.authoring.scenarios.run import read_scenarios, scenario_files
from advisor.authoring.scenarios.side_by_side import Selection, run_selected
from advisor.authoring.scenarios.suggestions import suggested
from advisor.authoring.scenarios.text import scenario_text
from advisor.cli.main import NEW_OBJECTS
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_case, read_knowledge_base
from advisor.shipped import shipped_kb, shipped_scenarios
from tests.benchmarks.rule_base import generate, knowledge_base


def timed(what: str, action: Callable[[], object]) -> None:
    """Run once and print the seconds of processor time, that of other processes it starts too.

    Unlike the seconds that pass, they are not much lengthened by others on the machine.
    """
    before = sum(os.times()[:4])
    result = action()
    sys.stdout.write(f"{sum(os.times()[:4]) - before:8.2f} s  {what}  {result}\n")
    sys.stdout.flush()


def proved(kb: KnowledgeBase) -> str:
    """The core checks under the default profile."""
    proofs = Proofs(AllAnswers.of(kb, kb.settings_for(kb.default_profile, {})))
    found = list(proofs.all())
    return f"{len(found)} findings, {len(proofs.inexact)} not exact"


def checked(kb: KnowledgeBase) -> str:
    """Everything that a check looks for, under every profile."""
    found = inspect(kb)
    return f"{len(found.findings)} findings, {len(found.inexact)} not exact"


def changed(kb: KnowledgeBase, decision: str = "") -> KnowledgeBase:
    """The knowledge base without the first rule that meets or weighs an option (of the decision)."""
    rules = dict(kb.rules)
    about = ((r, getattr(r.conclusion, "option", None)) for r in rules.values())
    first = next(r for r, option in about if isinstance(option, str) and option.startswith(decision))
    del rules[first.id]
    return replace(kb, rules=rules)


def first_change(kb: KnowledgeBase) -> str:
    """The first change of outcome with its smallest case."""
    found = first_of(kb, changed(kb), kb.default_profile, [])
    return "none" if found is None else f"{found.before} to {found.after}"


def every_change(kb: KnowledgeBase, decision: str = "") -> str:
    """Every kind of change with its count and its smallest case."""
    inexact: list[str] = []
    found = list(outcome_changes(Pair.of(kb, changed(kb, decision), kb.default_profile), inexact))
    ways = max((c.of for c in found), default=0)
    counted = "counted" if all(c.count is not None for c in found) else "not counted"
    return f"{len(found)} kinds {counted} of {ways:.2g} ways to answer, {len(inexact)} not exact"


def mutated(kb: KnowledgeBase, cases: list[Case]) -> str:
    """What became of all mutants, and of those that were not noticed once the cases written for them are kept."""
    mutation = Mutation(kb, cases)
    survivors = list(mutation.survivors())
    same = sum(isinstance(s.shown, Same) for s in survivors)
    said = f"{len(mutation.mutants)}, {len(survivors) - same} not noticed, {same} that make no difference"
    if len(survivors) == same:
        return said
    drafts = [draft for _, draft in noticing(mutation, survivors)]
    kept = [read_case("kept", scenario_text(kb, draft).encode(), kb) for draft in drafts]
    left = len(Mutation(kb, [*cases, *kept]).unnoticed) - same
    return f"{said}; {left} not noticed with {len(kept)} cases more"


def suggestions(kb: KnowledgeBase) -> int:
    """How many cases are suggested for all decisions."""
    return sum(1 for decision in kb.decisions for _ in suggested(kb, decision))


def main() -> None:
    """Print every measurement, taken as a command would: it seldom looks for garbage."""
    gc.set_threshold(NEW_OBJECTS)
    shipped = read_knowledge_base(shipped_kb())
    folder = shipped_scenarios()
    files = scenario_files([folder])
    cases = [c for _, c in read_scenarios(shipped, files, folder) if isinstance(c, Case)]
    timed("core checks, shipped", lambda: proved(shipped))
    timed("all of kb check, shipped, both profiles", partial(checked, shipped))
    timed("kb test, shipped", lambda: f"{len(run_selected(shipped, files, folder, Selection()))} scenarios")
    timed("kb diff, shipped, first change", partial(first_change, shipped))
    for decision in shipped.decisions:
        timed(f"kb diff, shipped, every kind, {decision}", partial(every_change, shipped, decision))
    timed("kb coverage, shipped", lambda: f"{len(coverage(shipped, cases).kinds)} kinds")
    timed("all mutants, shipped", lambda: mutated(shipped, cases))
    timed("kb suggest-scenarios, shipped", lambda: f"{suggestions(shipped)} scenarios")
    generated = knowledge_base(generate(150))
    timed("all mutants, 150 generated rules", lambda: mutated(generated, []))
    timed("kb suggest-scenarios, 150 generated rules", lambda: f"{suggestions(generated)} scenarios")
    for rules in (150, 1500):
        larger = knowledge_base(generate(rules))
        timed(f"core checks, {rules} generated rules", partial(proved, larger))
        timed(f"all of kb check, {rules} generated rules", partial(checked, larger))
        timed(f"kb diff, {rules} generated rules, first change", partial(first_change, larger))
    timed("kb diff, 150 generated rules, every kind", partial(every_change, generated))


if __name__ == "__main__":
    main()

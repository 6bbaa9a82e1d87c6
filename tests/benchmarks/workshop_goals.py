"""What the rule author's tools take on the shipped knowledge base and on generated ones; prints, asserts nothing.

Run by hand: python -m tests.benchmarks.workshop_goals
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace

from advisor.authoring.answers import AllAnswers
from advisor.authoring.check import inspect
from advisor.authoring.compare import compare
from advisor.authoring.coverage import coverage
from advisor.authoring.diff import first_change as first_of
from advisor.authoring.mutation import Mutation
from advisor.authoring.noticing import noticing
from advisor.authoring.proofs import Proofs
from advisor.authoring.running import run_scenarios
from advisor.authoring.scenario_text import scenario_text
from advisor.authoring.scenarios import read_scenarios, scenario_files
from advisor.authoring.showing import Same
from advisor.authoring.suggestions import suggested
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


def changed(kb: KnowledgeBase) -> KnowledgeBase:
    """The knowledge base without the first rule that meets or weighs something."""
    rules = dict(kb.rules)
    first = next(r for r in rules.values() if hasattr(r.conclusion, "option"))
    del rules[first.id]
    return replace(kb, rules=rules)


def first_change(kb: KnowledgeBase) -> str:
    """The first kind of change of outcome with its smallest case."""
    found = first_of(kb, changed(kb), kb.default_profile, [])
    return "none" if found is None else f"{found.before} to {found.after}"


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
    """Print every measurement."""
    shipped = read_knowledge_base(shipped_kb())
    folder = shipped_scenarios()
    files = scenario_files([folder])
    cases = [c for _, c in read_scenarios(shipped, files, folder) if isinstance(c, Case)]
    timed("core checks, shipped", lambda: proved(shipped))
    timed("all of kb check, shipped, both profiles", lambda: f"{len(inspect(shipped).findings)} findings")
    timed("kb test, shipped", lambda: f"{len(run_scenarios(shipped, files, folder))} scenarios")
    timed("kb diff, shipped, one rule less", lambda: len(compare(shipped, changed(shipped), ()).outcomes))
    timed("kb diff, shipped, first kind", lambda: first_change(shipped))
    timed("kb coverage, shipped", lambda: f"{len(coverage(shipped, cases).kinds)} kinds")
    timed("all mutants, shipped", lambda: mutated(shipped, cases))
    timed("kb suggest-scenarios, shipped", lambda: f"{suggestions(shipped)} scenarios")
    generated = knowledge_base(generate(150))
    timed("all mutants, 150 generated rules", lambda: mutated(generated, []))
    timed("kb suggest-scenarios, 150 generated rules", lambda: f"{suggestions(generated)} scenarios")
    for rules in (150, 1500):
        larger = knowledge_base(generate(rules))
        timed(f"core checks, {rules} generated rules", lambda kb=larger: proved(kb))  # type: ignore[misc]
        timed(f"kb diff, {rules} generated rules, first kind", lambda kb=larger: first_change(kb))  # type: ignore[misc]


if __name__ == "__main__":
    main()

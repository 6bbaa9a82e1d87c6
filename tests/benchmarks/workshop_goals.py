"""What the rule author's tools take on the shipped knowledge base and on generated ones; prints, asserts nothing.

Run by hand: python -m tests.benchmarks.workshop_goals
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace

from advisor.authoring.answers import AllAnswers
from advisor.authoring.check import inspect
from advisor.authoring.compare import compare
from advisor.authoring.diff import first_change as first_of
from advisor.authoring.mutation import Mutation
from advisor.authoring.proofs import Proofs
from advisor.authoring.scenarios import read_scenarios, run_scenarios, scenario_files
from advisor.authoring.showing import Same
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_knowledge_base
from advisor.shipped import shipped_kb, shipped_scenarios
from tests.benchmarks.rule_base import generate, knowledge_base


def timed(what: str, action: Callable[[], object]) -> None:
    """Run once and print the seconds of processor time, which others on the machine do not lengthen."""
    before = time.process_time()
    result = action()
    sys.stdout.write(f"{time.process_time() - before:8.2f} s  {what}  {result}\n")
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


def mutated(mutation: Mutation) -> str:
    """What became of all mutants."""
    survivors = list(mutation.survivors())
    same = sum(isinstance(s.shown, Same) for s in survivors)
    return f"{len(mutation.mutants)}, {len(survivors) - same} not noticed, {same} that make no difference"


def main() -> None:
    """Print every measurement."""
    shipped = read_knowledge_base(shipped_kb())
    folder = shipped_scenarios()
    files = scenario_files([folder])
    cases = [c for _, c in read_scenarios(shipped, files, folder) if isinstance(c, Case)]
    timed("core checks, shipped", lambda: proved(shipped))
    timed("all of kb check, shipped, both profiles", lambda: f"{len(inspect(shipped).findings)} findings")
    timed("kb test, shipped", lambda: f"{len(list(run_scenarios(shipped, files, folder)))} scenarios")
    timed("kb diff, shipped, one rule less", lambda: len(compare(shipped, changed(shipped), ()).outcomes))
    timed("kb diff, shipped, first kind", lambda: first_change(shipped))
    timed("all mutants, shipped", lambda: mutated(Mutation(shipped, cases)))
    for rules in (150, 1500):
        generated = knowledge_base(generate(rules))
        timed(f"core checks, {rules} generated rules", lambda kb=generated: proved(kb))  # type: ignore[misc]
        timed(f"kb diff, {rules} generated rules, first kind", lambda kb=generated: first_change(kb))  # type: ignore[misc]


if __name__ == "__main__":
    main()

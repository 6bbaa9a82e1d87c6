"""What mutation says of faults, against the engine run on a knowledge base that has them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from advisor.authoring.mutation.mutants import Mutant
from advisor.authoring.mutation.noticing import noticing
from advisor.authoring.mutation.shown import Same
from advisor.authoring.mutation.unnoticed import Mutation
from advisor.authoring.scenarios.expectations import HOLDS, expectation_of
from advisor.authoring.scenarios.run import Runner
from advisor.authoring.scenarios.text import Draft, scenario_text
from advisor.model.case import UNKNOWN, Answer, Case
from advisor.model.findings import Difference
from advisor.model.knowledge import KnowledgeBase
from advisor.model.rules import Concludes
from advisor.reader import read_case, read_knowledge_base
from tests.unit.authoring.workshop import FILES, write

LADDER = {
    **FILES,
    "kb.yaml": FILES["kb.yaml"].replace("[bike, lock]", "[bike, lock, ride]"),
    "bike/rules.yaml": FILES["bike/rules.yaml"]
    + """\
BIK-085:
  counts-against: road
  when: {hills: at least 1}
  as-much-as: [taste.calm, taste.speed]
  basis: inferred
  because: Neither calm nor quick.
  statements: [book.road]
BIK-090:
  supports: cargo
  as-much-as: {load: {bags: 1/2, children: 1}}
  basis: inferred
  because: There is something to carry.
  statements: [book.cargo]
""",
    "ride/decision.yaml": """\
label: The ride
asks: how far to ride
source: book
policy: ladder
options: [lane, road-ride, tour]
questions: [skill, rain]
""",
    "ride/questions.yaml": """\
skill: {kind: scale, label: skill, ask: How skilled?, help: Skill., matters: It decides., where: Look.}
rain: {kind: yes-no, label: rain, ask: Is there rain?, help: Rain., matters: It decides., where: Look.}
""",
    "ride/options.yaml": """\
lane: {label: A lane, summary: Quiet., uses: {book.road: Quiet.}}
road-ride: {label: A road, summary: Fast., uses: {book.road: Fast.}}
tour: {label: A tour, summary: Long., uses: {book.road: Long.}}
""",
    "ride/rules.yaml": """\
RID-010: {meets: lane, when: {skill: at least 0}, basis: inferred, because: Anybody can., statements: [book.road]}
RID-020: {meets: road-ride, when: {skill: at least 2}, basis: inferred, because: Skilled., statements: [book.road]}
RID-030: {meets: tour, when: {skill: exactly 3}, basis: inferred, because: Very skilled., statements: [book.road]}
RID-040: {rules-out: tour, when: {rain: yes}, basis: inferred, because: Not in the rain., statements: [book.road]}
RID-050: {advises: note, about: [ride, bike], when: {rain: yes, load: children}, basis: tool, because: Take a coat.}
""",
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    return read_knowledge_base(write(tmp_path_factory.mktemp("shop"), LADDER))


def scenarios(kb: KnowledgeBase, count: int, unknown: float) -> Iterator[Case]:
    """Random answers with all that came out of them as what is expected, and some rules besides."""
    source = random.Random(3)
    runner = Runner(kb)
    for number in range(count):
        answers: dict[str, Answer] = {}
        for question in kb.questions.values():
            if source.random() >= unknown:
                answers[question.id] = _answer(source, question.id, unknown)
        case = Case(f"{number}", "", kb.default_profile, {}, tuple(kb.decisions), answers, {}, {})
        found = runner.explain(case).decisions
        expect: dict[str, Any] = {d: expectation_of(e, full=True) for d, e in found.items()}
        for decision, wanted in expect.items():
            # A rule that a fault leaves without a reader is not run, so of those that only others read nothing is said.
            rules = [
                r
                for r in sorted(found[decision].trace.rules)
                if source.random() < 0.1 and not isinstance(kb.rules[r].conclusion, Concludes)
            ]
            wanted["rules"] = {r: HOLDS[found[decision].trace.rules[r].truth] for r in rules}
            # Only a level that is known can be expected.
            for key in {"described", "ceiling"} & wanted.keys():
                if wanted[key] not in kb.decisions[decision].options:
                    del wanted[key]
            for key in ("for", "against"):
                wanted[key] = {o: _sum(v) for o, v in wanted[key].items()}
        yield _read(kb, answers, expect)


def _sum(text: str) -> object:
    return text.strip("[]").split(", ") if text.startswith("[") else text


def _answer(source: random.Random, question: str, unknown: float) -> Answer:
    if question == "distance":
        return Fraction(source.choice([0, 18, 19, 20, 21, 50]))
    if question in ("hills", "skill"):
        return Fraction(source.randrange(4))
    if question == "load":
        return source.choice(["none", "bags", "children"])
    if question == "taste":
        return {
            k: UNKNOWN if source.random() < unknown else Fraction(source.randrange(4))
            for k in ("calm", "speed")
        }
    return source.choice(["yes", "no"])


def _read(kb: KnowledgeBase, answers: Mapping[str, Answer], expect: Mapping[str, Any]) -> Case:
    text = scenario_text(kb, Draft("drawn", "drawn", answers, expect))
    return read_case("drawn", text.encode(), kb)


def faulty(kb: KnowledgeBase, mutant: Mutant) -> KnowledgeBase:
    rules = {**kb.rules, mutant.rule_id: mutant.rule} if mutant.rule else dict(kb.rules)
    if mutant.rule is None:
        del rules[mutant.rule_id]
    return replace(kb, rules=rules)


@pytest.mark.parametrize("unknown", [0.0, 0.4])
def test_what_is_said_to_be_noticed_fails_when_it_is_run(shop: KnowledgeBase, unknown: float) -> None:
    cases = list(scenarios(shop, 3, unknown))
    mutation = Mutation(shop, cases)
    unnoticed = set(map(id, mutation.unnoticed))
    assert len(unnoticed) < len(mutation.mutants)
    wrong = []
    for mutant in mutation.mutants[::2]:
        runner = Runner(faulty(shop, mutant))
        found = [difference for case in cases for difference in runner.run(case).differences]
        if id(mutant) not in unnoticed and not found:
            wrong.append(mutant.what)
        elif id(mutant) in unnoticed and not unknown and not all(map(in_order_alone, found)):
            # With every answer known nothing that a scenario expects is overlooked, but the order of what is equal.
            wrong.append(f"overlooked: {mutant.rule_id} {mutant.what}")
    assert wrong == []


def test_a_few_cases_notice_every_fault_that_makes_a_difference(shop: KnowledgeBase) -> None:
    mutation = Mutation(shop, [])
    survivors = list(mutation.survivors())
    assert len(survivors) == len(mutation.mutants)
    drafts = [draft for _, draft in noticing(mutation, survivors)]
    kept = [read_case("kept", scenario_text(shop, draft).encode(), shop) for draft in drafts]
    same = [s.mutant for s in survivors if isinstance(s.shown, Same)]
    assert all(s.shown.proved for s in survivors if isinstance(s.shown, Same))
    assert len(drafts) * 4 < len(survivors) - len(same)
    assert {m.rule_id for m in same} == {"BIK-060", "BIK-065", "RID-010", "RID-030"}
    assert all(Runner(shop).run(case).passed for case in kept)
    drawn = [*scenarios(shop, 3, 0.0), *scenarios(shop, 3, 0.4)]
    for survivor in survivors[::2]:
        runner = Runner(faulty(shop, survivor.mutant))
        if isinstance(survivor.shown, Same):
            assert all(runner.run(case).passed for case in (*kept, *drawn)), survivor
        else:
            assert not all(runner.run(case).passed for case in kept), survivor
    assert list(Mutation(shop, kept).unnoticed) == same


def in_order_alone(difference: Difference) -> bool:
    return sorted(difference.expected.split(", ")) == sorted(difference.got.split(", "))


def test_a_rule_that_comes_to_rest_on_itself_is_noticed(tmp_path: Path) -> None:
    files = {
        **FILES,
        "bike/rules.yaml": FILES["bike/rules.yaml"]
        + "BIK-090:\n  concludes: {trip: long}\n  when: {effort: hard}\n  basis: tool\n  because: Hard.\n"
        + "BIK-095:\n  concludes: {effort: hard}\n  when: {trip: short}\n  basis: tool\n  because: Short.\n",
        "bike/concepts.yaml": FILES["bike/concepts.yaml"] + "effort: {label: effort, values: {hard: hard}}\n",
    }
    kb = read_knowledge_base(write(tmp_path, files))
    mutation = Mutation(kb, scenarios(kb, 1, 0.0), ["BIK-090"])
    round_ = [m for m in mutation.mutants if "trip: short" in m.what]
    assert round_
    assert not set(map(id, round_)) & set(map(id, mutation.unnoticed))

"""The space of complete cases: every table that can be given is in it, and what it says of a case is what is seen."""

from __future__ import annotations

import random
import shutil
from fractions import Fraction
from pathlib import Path

from advisor.authoring.all_answers.space import Choice, Space, answers_of, space_of
from advisor.compiler import Program, compile_program
from advisor.facts import FactValue, given_facts
from advisor.model.case import UNKNOWN, Row, Table
from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_knowledge_base

OTHER_KB = Path(__file__).parents[3] / "other_kb" / "kb"


def shipped(kb: KnowledgeBase) -> tuple[Program, Space]:
    settings = kb.settings_for(kb.default_profile, {})
    program = compile_program(kb, settings, ("collaboration",))
    return program, space_of(kb, settings, program)


def told_apart(
    program: Program, facts: dict[str, FactValue], attributes: tuple[str, ...]
) -> frozenset[tuple[str, tuple[bool, ...]]]:
    literals = {a: [program.gates[g].literal for g in program.attributes[a]] for a in attributes}
    return frozenset(
        (a, tuple(test.holds(facts[a]) for test in literals[a] if test is not None))
        for a in attributes
        if a in facts
    )


def random_table(source: random.Random) -> Table:
    members, groups = source.randrange(1, 14), source.choice([1, 1, 1, 2, 3])
    rows = []
    for g in range(groups):
        for m in range(members):
            if m == 0 or source.random() < 0.95:
                amount = (
                    None
                    if source.random() < 0.03
                    else Fraction(source.choice([1, 2, 3, 5, 10, 40, 100]) * 1000)
                )
                rows.append(Row(f"M{m}", f"G{g}", amount, None))
    return Table(tuple(rows))


def test_every_random_table_looks_like_one_of_the_space(kb: KnowledgeBase) -> None:
    program, space = shipped(kb)
    settings = kb.settings_for(kb.default_profile, {})
    (part,) = [p for p in space.parts if len(p.attributes) > 1]
    known = {told_apart(program, dict(c.facts), part.attributes) for c in part.choices}
    source = random.Random(1)
    for _ in range(400):
        table = random_table(source)
        pattern = source.choice(["similar", "one-dominant", "varied"])
        for group in (None, *table.groups()):
            facts = dict(
                given_facts(
                    kb, {"contracts": table, "contract-pattern": pattern}, settings, group=group
                ).facts
            )
            assert told_apart(program, facts, part.attributes) in known, (table, group)


def test_tables_that_only_an_asked_when_tells_apart_are_all_there(tmp_path: Path) -> None:
    folder = tmp_path / "kb"
    shutil.copytree(OTHER_KB, folder)
    questions = folder / "model" / "questions.yaml"
    text = questions.read_text(encoding="utf-8")
    assert "hilly: {kind: scale," in text
    # The rules themselves tell one rider from two and no more.
    asked_of_four = text.replace("hilly: {", "hilly: {asked-when: {riders: at least 4}, ")
    questions.write_text(asked_of_four, encoding="utf-8")
    kb = read_knowledge_base(folder)
    settings = kb.settings_for(kb.default_profile, {})
    program = compile_program(kb, settings, kb.decisions)
    (part,) = [p for p in space_of(kb, settings, program).parts if "hilly" in p.attributes]
    known = {told_apart(program, dict(c.facts), part.attributes) for c in part.choices}
    source = random.Random(2)
    for _ in range(100):
        table = random_table(source)
        for group in (None, *table.groups()):
            facts = dict(given_facts(kb, {"rides": table, "hilly": Fraction(3)}, settings, group=group).facts)
            assert told_apart(program, facts, part.attributes) in known, (table, group)


def test_what_a_choice_says_gives_its_facts(kb: KnowledgeBase) -> None:
    _, space = shipped(kb)
    settings = kb.settings_for(kb.default_profile, {})
    for part in space.parts:
        for choice in part.choices:
            answers = answers_of(kb, [choice])
            facts = given_facts(kb, answers, settings, group=choice.group).facts
            assert {a: facts.get(a) for a in choice.facts} == dict(choice.facts)
            assert all(a in choice.facts or a not in facts for a in part.attributes)


def test_nothing_unknown_is_said(kb: KnowledgeBase) -> None:
    _, space = shipped(kb)
    assert all(UNKNOWN not in c.said.values() for p in space.parts for c in p.choices)
    assert all(isinstance(c, Choice) for p in space.parts for c in p.choices)


def test_what_is_not_known_comes_after_the_complete_choices(kb: KnowledgeBase) -> None:
    program, complete = shipped(kb)
    settings = kb.settings_for(kb.default_profile, {})
    wider = space_of(kb, settings, program, unknown=True)
    assert [p.attributes for p in wider.parts] == [p.attributes for p in complete.parts]
    for part, known in zip(wider.parts, complete.parts, strict=True):
        assert part.choices[: len(known.choices)] == known.choices
        for choice in part.choices[len(known.choices) :]:
            facts = given_facts(kb, answers_of(kb, [choice]), settings, group=choice.group).facts
            assert {a: facts[a] for a in part.attributes if a in facts} == dict(choice.facts)
            assert set(choice.facts) < set(part.attributes)

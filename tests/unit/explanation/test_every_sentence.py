"""The explanation of every shipped scenario: held in golden files, and every sentence walked back to what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from advisor.consultation import Consultant, decisions_of
from advisor.explanation import DecisionExplanation, Step
from advisor.explanation.account import Account
from advisor.explanation.asked import answers_in_words
from advisor.explanation.notes import Note
from advisor.explanation.parts import options_of_part, parts
from advisor.explanation.proof import StepKind
from advisor.explanation.sentences import published
from advisor.explanation.why import why_option
from advisor.explanation.why_not import why_not
from advisor.explanation.wording import NOT_KNOWN
from advisor.inquiry.changes import changed_case
from advisor.inquiry.explain import Questions, account
from advisor.inquiry.inquirer import Inquirer
from advisor.inquiry.settled_anew import settle_anew
from advisor.model.case import Case
from advisor.model.conditions import SettingRef
from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_case
from advisor.render.text.case import note_authority
from advisor.render.text.explain import account_lines
from advisor.render.text.firmness import stands_whatever
from advisor.render.text.reasons import BARS
from advisor.render.text.steps import authority
from advisor.render.text.what_if import outcome_of
from advisor.shipped import shipped_scenarios

ROOT = shipped_scenarios()
FAMILIES = sorted(
    {
        f"regression/{path.name.partition('-')[0]}" if path.parent.name == "regression" else path.parent.name
        for path in ROOT.rglob("*.yaml")
    }
)
EVERY = 8
"""Of so many scenarios one has every change and every turn typed in and settled anew; inference confirms the others."""
HEADINGS = re.compile(
    r"What was answered:|Why:|Or:|Still open:|Notes:|What would change it:|How far it stands:"
    r"|Where the statements cited stand:"
    r"|What (fails|rules it out|is not known|stands in the way)(, in one of \d+ ways)?(, each of these)?:"
    r"|and (others|\d+ more) of the same size"
)
"""What stands above other lines and says nothing by itself."""


def scenario(kb: KnowledgeBase, path: Path) -> Case:
    return read_case(path.relative_to(ROOT).as_posix(), path.read_bytes(), kb)


@dataclass(frozen=True, slots=True)
class Told:
    """A scenario with its explanation, as data and as lines."""

    name: str
    inquirer: Inquirer
    account: Account
    lines: list[str]


def told(kb: KnowledgeBase, family: str) -> Iterator[Told]:
    folder, _, prefix = family.partition("/")
    consultants: dict[object, Consultant] = {}
    for path in sorted((ROOT / folder).glob(f"{prefix}*.yaml")):
        case = scenario(kb, path)
        settings, decisions = kb.settings_for(case.profile, case.settings), decisions_of(kb, case)
        key = (repr(sorted(settings.items())), decisions)
        if key not in consultants:
            consultants[key] = Consultant(kb, settings, decisions)
        inquirer = Inquirer(kb, case, consultant=consultants[key])
        found = account(inquirer, Questions())
        yield Told(path.name, inquirer, found, account_lines(found))


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_explanations_are_held_and_every_sentence_rests_on_a_firing_an_answer_or_a_statement(
    kb, golden, family
):
    name = f"explanations/{family.replace('/', '-')}.txt"
    shown = []
    for position, one in enumerate(told(kb, family)):
        allowed = {*head(one), *of_parts(one), *of_other_answers(one)}
        for line in one.lines[2:]:
            said = line.strip().removeprefix("- ")
            assert not said or said in allowed or HEADINGS.fullmatch(said), (one.name, line)
        if position % EVERY == 0:
            typed_in(one)
        shown.append(f"=== {one.name}\n" + "\n".join(one.lines))
    golden(name, "\n\n".join(shown) + "\n")


def head(one: Told) -> Iterator[str]:
    """For each decision its heading, what it asks, on whose authority, and every answer of the case."""
    kb, case = one.inquirer.kb, one.inquirer.case
    for key, found in one.inquirer.explanation.decisions.items():
        declared, fill = kb.decisions[key], found.wording.fill
        heading, source = fill(declared.label), kb.sources[declared.source]
        yield from (heading.upper(), "-" * len(heading), f"Asked: {fill(declared.asks)}")
        yield f"Source: {published(source.title, source.publisher, source.date, source.status)}"
        for statement in kb.statements.values():
            elsewhere = "" if statement.source == source.id else f" ({kb.sources[statement.source].title})"
            yield f"{statement.id}: {statement.place}{elsewhere}"
        for step in answers_in_words(case, key, found.wording):
            assert step.name.split(".")[0] in case.answers
            yield step.sentence


def of_parts(one: Told) -> Iterator[str]:
    """For each part its result, every step of every reason, each found to rest on something, its notes, and what is open."""
    kb = one.inquirer.kb
    for decision in one.inquirer.explanation.decisions.values():
        for group, part in parts(decision).items():
            yield f"{f'For {group}: ' if group else 'Result: '}{outcome_of(part)}."
            for step in steps_of(part, group):
                check(kb, part, step)
                also = "Also: " if step.alternative else ""
                yield f"{also}{step.sentence}{authority(step, part.wording)}"
                yield f"{BARS}{step.sentence}{authority(step, part.wording)}"
            yield from (note_line(kb, part, note) for note in part.notes)
            yield from (f"{part.wording.fill(kb.questions[q].ask)} ({q})" for q in part.open_questions)


def note_line(kb: KnowledgeBase, part: DecisionExplanation, note: Note) -> str:
    """A note rests on a rule that fired, or on what the policy came to."""
    assert set(note.statements) <= set(kb.statements)
    if note.rule:
        rule = kb.rules[note.rule]
        assert note.rule in part.trace.fired()
        assert note.text.endswith(part.wording.fill(rule.because))
        assert note.settings == part.trace.rules[note.rule].settings
    return f"{note.text}{note_authority(note, part.wording)}"


def of_other_answers(one: Told) -> Iterator[str]:
    """Every sentence about other answers and about how firm the results are; each names what there is."""
    kb = one.inquirer.kb
    known = {*kb.attributes, *kb.settings, *kb.questions}
    for found in one.account.change_to:
        yield from (step.sentence for step in found.head.walk())
        for changes in found.sets:
            assert all(change.step.name in known for change in changes)
            yield "; and ".join(change.step.sentence for change in changes)
    for (decision, group), firm in one.account.firmness.items():
        wording = one.inquirer.part(decision, group).wording
        yield from (step.sentence for step in (firm.head, *firm.weights))
        yield from stands_whatever(firm, wording)
        for r in (*firm.answers, *firm.unknown):
            assert r.name in known or r.name.partition(".")[0] in kb.questions
            assert r.name not in kb.attributes or r.now == wording.state(r.name)
        for r in firm.settings:
            setting, _, key = r.name.partition(".")
            assert r.now == wording.setting_text(SettingRef(setting, key))
        for r in (*firm.answers, *firm.settings, *firm.unknown):
            yield r.step.sentence
            yield from (turn.step.sentence for turn in r.turns)


def typed_in(one: Told) -> None:
    """Each set of changes and each turn, typed in by its name and value and settled anew by the rules."""
    kb, inquirer = one.inquirer.kb, one.inquirer
    for found in one.account.change_to:
        decision = found.option.partition(".")[0]
        for changes in found.sets:
            typed = [f"{change.name}={change.values[0]}" for change in changes]
            (after,) = inquirer.replay([changed_case(kb, inquirer.case, typed)[0]], decision, found.group)
            assert found.option in after.recommended
            assert found.beside or len(after.recommended) == 1
    for (decision, group), firm in one.account.firmness.items():
        settle_anew(inquirer, decision, group, firm.settings)
        for turn in (turn for r in (*firm.answers, *firm.unknown) for turn in r.turns):
            case, _ = changed_case(kb, inquirer.case, [f"{turn.name}={turn.value}"])
            (after,) = inquirer.replay([case], decision, group)
            assert (str(after.outcome), set(after.recommended)) == (turn.outcome, set(turn.recommended))


def steps_of(part: DecisionExplanation, group: str | None) -> Iterator[Step]:
    for key in dict.fromkeys([*part.verdict.recommended, *options_of_part(part, group)]):
        if key in part.verdict.recommended:
            yield from why_option(part, key).walk()
        else:
            yield from why_not(part, key).steps()


def check(kb: KnowledgeBase, part: DecisionExplanation, step: Step) -> None:
    assert set(step.statements) <= set(kb.statements)
    assert set(step.settings) <= set(kb.settings)
    match step.kind:
        case StepKind.RULE:
            rule = kb.rules[step.name]
            assert step.name in part.trace.fired()
            assert any(firing.rule == step.name and firing.found.holds for firing in part.trace.firings)
            assert step.sentence == part.wording.fill(rule.because)
            assert step.statements == rule.statements
            assert step.place == f"{rule.where.file}:{rule.where.line}"
        case StepKind.ANSWER | StepKind.SHORT | StepKind.BARS:
            declared = kb.decisions.get(step.name)
            assert step.name in part.wording.facts or (declared is not None and declared.otherwise)
        case StepKind.OPEN:
            assert step.name not in part.wording.facts
            assert step.sentence.startswith(f"{part.wording.label(step.name)}: {NOT_KNOWN}; needed is ")
        case StepKind.FAILED:
            assert step.name in part.trace.rules
            assert step.name not in part.trace.fired()
        case StepKind.POLICY:
            assert step.name in part.verdict.options
        case StepKind.CHANGE:
            pytest.fail("a reason is no change")

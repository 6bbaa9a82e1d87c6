"""The explanation of every shipped scenario: held in golden files, and every sentence walked back to what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from advisor.explanation import CaseExplanation, DecisionExplanation, Step
from advisor.explanation.account import Account
from advisor.explanation.asked import answers_in_words
from advisor.explanation.other_answers import result_stands_whatever
from advisor.explanation.parts import options_of_part, parts
from advisor.explanation.proof import StepKind
from advisor.explanation.why import why_option
from advisor.explanation.why_not import why_not
from advisor.inquiry.changes import changed_case
from advisor.inquiry.explain import Questions, account
from advisor.inquiry.inquirer import Inquirer
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_case
from advisor.render.explain_text import BARS, account_lines
from advisor.shipped import shipped_scenarios

ROOT = shipped_scenarios()
FAMILIES = sorted({path.parent.name for path in ROOT.rglob("*.yaml")})
WRITTEN = [family for family in FAMILIES if family != "regression"]
"""Families that people wrote, held whole; of the other, whose cases are made anew with the rules, the reasons are held."""
EVERY = 8
"""Of so many scenarios one has every change and every turn typed in and settled anew; inference confirms the others."""
HEADINGS = (
    "Source: ",
    "What was answered:",
    "Result: ",
    "For ",
    "Why:",
    "What fails",
    "What rules it out",
    "What is not known",
    "What stands in the way",
    "Or:",
    "Still open:",
    "Notes:",
    "What would change it:",
    "How far it stands:",
)
MORE = re.compile(r"and (others|\d+ more) of the same size")


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
    for path in sorted((ROOT / family).glob("*.yaml")):
        inquirer = Inquirer(kb, scenario(kb, path))
        found = inquirer.explanation
        asked = account(inquirer, Questions()) if family in WRITTEN else Account(found, whole=True)
        yield Told(path.name, inquirer, asked, account_lines(asked))


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_explanations_are_held_and_every_sentence_rests_on_a_firing_an_answer_or_a_statement(
    kb, golden, family
):
    shown = []
    for position, one in enumerate(told(kb, family)):
        explanation = one.inquirer.explanation
        sentences = set(other_answers(one))
        for part, found in reasons(explanation):
            if isinstance(found, Step):
                check(kb, part, found)
            sentences.add(found.sentence if isinstance(found, Step) else found)
        walked = tuple(sorted(sentences)), headings_of(explanation)
        for line in one.lines[2:]:
            assert accounted_for(line.strip(), *walked), (one.name, line)
        if position % EVERY == 0:
            typed_in(one)
        shown.append(f"=== {one.name}\n" + "\n".join(one.lines))
    golden(f"explanations/{family}.txt", "\n\n".join(shown) + "\n")


def other_answers(one: Told) -> Iterator[str]:
    """Every sentence about other answers and about how firm the results are."""
    for found in one.account.change_to:
        yield from (step.sentence for step in found.head.walk())
        yield from (changes[0].step.sentence for changes in found.sets)
    for firm in one.account.firmness.values():
        yield from (step.sentence for step in (firm.head, *firm.weights))
        for what, ranges in (("Answers", firm.answers), ("Tool defaults", firm.settings)):
            yield result_stands_whatever(what, [r.label for r in ranges if r.anything])
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
            after = inquirer.replay(changed_case(kb, inquirer.case, typed)[0], decision, found.group)
            assert found.option in after.recommended
            assert found.beside or len(after.recommended) == 1
    for (decision, group), firm in one.account.firmness.items():
        for turn in (turn for r in (*firm.answers, *firm.unknown) for turn in r.turns):
            case, _ = changed_case(kb, inquirer.case, [f"{turn.name}={turn.value}"])
            after = inquirer.replay(case, decision, group)
            assert (str(after.outcome), set(after.recommended)) == (turn.outcome, set(turn.recommended))


def reasons(explanation: CaseExplanation) -> Iterator[tuple[DecisionExplanation, Step | str]]:
    """Every step that a case rests on and everything else that is said of it, each with its part."""
    for decision in explanation.decisions.values():
        for step in answers_in_words(explanation.case, decision.decision, decision.wording):
            assert step.name.split(".")[0] in explanation.case.answers
            yield decision, step.sentence
        for group, part in parts(decision).items():
            yield from ((part, step) for step in steps_of(part, group))
            yield from ((part, note.text) for note in part.notes)
            yield from (
                (part, part.wording.fill(explanation.kb.questions[q].ask)) for q in part.open_questions
            )


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
            assert step.place == f"{rule.where.file}:{rule.where.line}"
        case StepKind.ANSWER | StepKind.SHORT | StepKind.BARS:
            declared = kb.decisions.get(step.name)
            assert step.name in part.wording.facts or (declared is not None and declared.otherwise)
        case StepKind.OPEN:
            assert step.name not in part.wording.facts
        case StepKind.FAILED:
            assert step.name in part.trace.rules
            assert step.name not in part.trace.fired()
        case StepKind.POLICY:
            assert step.name in part.verdict.options
        case StepKind.CHANGE:
            pytest.fail("a reason is no change")


def headings_of(explanation: CaseExplanation) -> set[str]:
    """The heading of each decision."""
    return {
        d.wording.fill(explanation.kb.decisions[d.decision].label).upper()
        for d in explanation.decisions.values()
    }


def accounted_for(line: str, sentences: tuple[str, ...], headings: set[str]) -> bool:
    """Whether a line is a heading, or begins with a sentence that was walked."""
    if not line or line.startswith(HEADINGS) or set(line) == {"-"} or line in headings:
        return True
    said = line.removeprefix("- ").removeprefix("Also: ").removeprefix(BARS)
    return said.startswith(sentences) or MORE.fullmatch(said) is not None

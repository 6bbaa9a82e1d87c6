"""The explanation of every shipped scenario: held in golden files, and every sentence walked back to what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.explanation import CaseExplanation, DecisionExplanation, Step
from advisor.explanation.account import Account
from advisor.explanation.asked import answers_in_words
from advisor.explanation.parts import options_of_part, parts
from advisor.explanation.proof import StepKind
from advisor.explanation.sentences import result_stands_whatever
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
"""Families that people wrote; the cases of the other are made anew with the rules."""
EVERY = 8
"""Of so many scenarios one is held with what would change it and how firm it is: these questions take a solver's time."""
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


def explained(kb: KnowledgeBase, family: str) -> Iterator[tuple[str, CaseExplanation]]:
    for path in sorted((ROOT / family).glob("*.yaml")):
        yield path.name, Inquirer(kb, scenario(kb, path)).explanation


def lines_of(explanation: CaseExplanation) -> list[str]:
    return account_lines(Account(explanation, whole=True))


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_the_reasons_of_every_scenario_are_held(kb, golden, family):
    shown = [f"=== {name}\n" + "\n".join(lines_of(found)) for name, found in explained(kb, family)]
    golden(f"explanations/{family}.txt", "\n\n".join(shown) + "\n")


def whole(kb: KnowledgeBase, family: str) -> Iterator[tuple[str, Inquirer, Account]]:
    for path in sorted((ROOT / family).glob("*.yaml"))[::EVERY]:
        inquirer = Inquirer(kb, scenario(kb, path))
        yield path.name, inquirer, account(inquirer, Questions())


@pytest.mark.slow
@pytest.mark.parametrize("family", WRITTEN)
def test_whole_explanations_are_held_with_what_would_change_each_result_and_how_firm_it_is(
    kb, golden, family
):
    shown = []
    for name, inquirer, asked in whole(kb, family):
        lines = account_lines(asked)
        shown.append(f"=== {name}\n" + "\n".join(lines))
        found = (said for _, said in reasons(inquirer.explanation))
        sentences = {said.sentence if isinstance(said, Step) else said for said in found}
        sentences |= set(what_would_be(inquirer, asked))
        for line in lines[2:]:
            assert accounted_for(line.strip(), sentences, inquirer.explanation), (name, line)
    golden(f"explanations/whole/{family}.txt", "\n\n".join(shown) + "\n")


def what_would_be(inquirer: Inquirer, asked: Account) -> Iterator[str]:
    """Every sentence about other answers; each set of changes and each turn is typed in and settled anew by the rules."""
    kb = inquirer.kb
    for found in asked.change_to:
        yield from (step.sentence for step in found.head.walk())
        decision = found.option.partition(".")[0]
        for changes in found.sets:
            yield changes[0].step.sentence
            typed = [f"{change.name}={change.values[0]}" for change in changes]
            after = inquirer.replay(changed_case(kb, inquirer.case, typed)[0], decision, found.group)
            assert found.option in after.recommended
            assert found.beside or len(after.recommended) == 1
    for (decision, group), firm in asked.firmness.items():
        yield from (step.sentence for step in (firm.head, *firm.weights))
        for what, ranges in (("Answers", firm.answers), ("Tool defaults", firm.settings)):
            yield result_stands_whatever(what, [r.label for r in ranges if r.anything])
        for r in (*firm.answers, *firm.settings, *firm.unknown):
            yield r.step.sentence
            for turn in r.turns:
                yield turn.step.sentence
                if r not in firm.settings:
                    case, _ = changed_case(kb, inquirer.case, [f"{turn.name}={turn.value}"])
                    after = inquirer.replay(case, decision, group)
                    assert (str(after.outcome), set(after.recommended)) == (
                        turn.outcome,
                        set(turn.recommended),
                    )


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_every_sentence_rests_on_a_firing_an_answer_a_statement_or_the_verdict(kb, family):
    for name, explanation in explained(kb, family):
        sentences = set()
        for part, found in reasons(explanation):
            if isinstance(found, Step):
                check(kb, part, found)
            sentences.add(found.sentence if isinstance(found, Step) else found)
        for line in lines_of(explanation)[2:]:
            assert accounted_for(line.strip(), sentences, explanation), (name, line)


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


def accounted_for(line: str, sentences: set[str], explanation: CaseExplanation) -> bool:
    """Whether a line is a heading, or begins with a sentence that was walked."""
    if not line or line.startswith(HEADINGS) or set(line) == {"-"}:
        return True
    labels = {
        d.wording.fill(explanation.kb.decisions[d.decision].label).upper()
        for d in explanation.decisions.values()
    }
    said = line.removeprefix("- ").removeprefix("Also: ").removeprefix(BARS)
    if MORE.fullmatch(said):
        return True
    return line in labels or any(said.startswith(sentence) for sentence in sentences)

"""The explanation of every shipped scenario: held in golden files, and every sentence walked back to what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.explanation import CaseExplanation, DecisionExplanation, Step
from advisor.explanation.account import Account
from advisor.explanation.asked import answers_in_words
from advisor.explanation.parts import options_of_part, parts
from advisor.explanation.proof import StepKind
from advisor.explanation.why import why_option
from advisor.explanation.why_not import why_not
from advisor.inquiry.explain import Questions, account
from advisor.inquiry.inquirer import Inquirer
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_case
from advisor.render.explain_text import account_lines
from advisor.shipped import shipped_scenarios

ROOT = shipped_scenarios()
FAMILIES = sorted({path.parent.name for path in ROOT.rglob("*.yaml")})
WHOLE = (
    "collaboration/worked-sixty-two-thirty-eight.yaml",
    "collaboration/unknown-support-needed.yaml",
    "integration/barrier-2-one-level-above.yaml",
    "footprint/partly-half.yaml",
    "delivery/prime-and-lead-tie.yaml",
    "provision/unknown-deciding.yaml",
)
HEADINGS = (
    "Source: ",
    "What was answered:",
    "Result: ",
    "For ",
    "Why:",
    "What fails",
    "Or:",
    "Still open:",
    "Notes:",
)


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


@pytest.mark.slow
@pytest.mark.parametrize("name", WHOLE)
def test_whole_explanations_are_held_with_what_would_change_the_result(kb, golden, name):
    asked = account(Inquirer(kb, scenario(kb, ROOT / name)), Questions())
    golden(
        f"explanations/whole/{name.replace('/', '-').removesuffix('.yaml')}.txt",
        "\n".join(account_lines(asked)) + "\n",
    )


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_every_sentence_rests_on_a_firing_an_answer_a_statement_or_the_verdict(kb, family):
    for name, explanation in explained(kb, family):
        sentences: set[str] = set()
        for decision in explanation.decisions.values():
            for step in answers_in_words(explanation.case, decision.decision, decision.wording):
                assert step.name.split(".")[0] in explanation.case.answers
                sentences.add(step.sentence)
            for group, part in parts(decision).items():
                for step in steps_of(part, group):
                    check(kb, part, step)
                    sentences.add(step.sentence)
                sentences |= {note.text for note in part.notes}
                sentences |= {part.wording.fill(kb.questions[q].ask) for q in part.open_questions}
        for line in lines_of(explanation)[2:]:
            assert accounted_for(line.strip(), sentences, explanation), (name, line)


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
        case StepKind.ANSWER | StepKind.SHORT:
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
    said = line.removeprefix("- ").removeprefix("Also: ")
    return line in labels or any(said.startswith(sentence) for sentence in sentences)

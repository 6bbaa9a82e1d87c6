"""Explanations in; text for a terminal out: each sentence with its authority and its rule's place, nested as it rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.explanation import CaseExplanation
from advisor.explanation.account import Account
from advisor.explanation.counterfactual import ChangeTo
from advisor.explanation.firmness import Firmness
from advisor.explanation.parts import Part, parts, parts_about
from advisor.explanation.why import why_option
from advisor.explanation.why_fact import WhyFact
from advisor.explanation.why_not import why_not
from advisor.explanation.wording import Wording
from advisor.model.options import option_decision
from advisor.render.text.case import case_lines
from advisor.render.text.firmness import contrast_lines, firmness_lines
from advisor.render.text.lines import fitted, paragraph
from advisor.render.text.reasons import reason_lines, set_lines
from advisor.render.text.steps import EVERYTHING, step_lines
from advisor.render.text.what_if import change_to_lines, what_if_lines

NOTHING_ASKED = "No answer belongs to any decision yet, so there is nothing to explain."


def account_text(account: Account, depth: int | None = None) -> str:
    """The answers to what was asked, ending in a line break."""
    return fitted(account_lines(account, depth))


def account_lines(account: Account, depth: int | None = None) -> list[str]:
    """The answers to what was asked, a paragraph a line, with an empty line between them."""
    deep = depth or EVERYTHING
    explanation = account.explanation
    if not explanation.decisions:
        return [NOTHING_ASKED]
    if account.whole:
        return list(case_lines(account, deep))
    answers: list[Iterable[str]] = [_option_lines(explanation, key, deep) for key in account.options]
    answers += [_fact_lines(found, explanation, deep) for found in account.facts]
    answers += [contrast_lines(c, _wording(explanation, c.option, c.group)) for c in account.contrasts]
    answers += [] if account.what_if is None else [what_if_lines(account.what_if)]
    answers += [_change_lines(found, explanation) for found in account.change_to]
    answers += [_firm_lines(part, found, explanation) for part, found in account.firmness.items()]
    return [line for position, answer in enumerate(answers) for line in (*[""][: position > 0], *answer)]


def _wording(explanation: CaseExplanation, key: str, group: str | None) -> Wording:
    """The words of the part of a decision (named by it, or by one of its options) for a group or the whole."""
    return parts(explanation.decisions[option_decision(key)])[group].wording


def _option_lines(explanation: CaseExplanation, key: str, depth: int) -> Iterator[str]:
    decision = explanation.decisions[option_decision(key)]
    for group, part in parts_about(decision, key).items():
        if group is not None:
            yield from paragraph(f"For {group}:")
        found = why_option(part, key) if key in part.verdict.recommended else why_not(part, key)
        yield from reason_lines(found, part.wording, "", depth)
        proof = () if key in part.verdict.recommended else part.options[key].proof
        if proof:
            yield "  What its condition holds by:"
        for step in proof:
            yield from step_lines(step, part.wording, "    ", depth)


def _fact_lines(found: WhyFact, explanation: CaseExplanation, depth: int) -> Iterator[str]:
    if found.group is not None:
        yield from paragraph(f"For {found.group}:")
    wording = parts(explanation.decisions[found.decision])[found.group].wording
    yield from step_lines(found.head, wording, "", depth)
    yield from set_lines(found.sets, wording, "")


def _change_lines(found: ChangeTo, explanation: CaseExplanation) -> Iterator[str]:
    if found.group is not None:
        yield from paragraph(f"For {found.group}:")
    yield from change_to_lines(found, _wording(explanation, found.option, found.group))


def _firm_lines(part: Part, found: Firmness, explanation: CaseExplanation) -> Iterator[str]:
    decision, group = part
    wording = _wording(explanation, decision, group)
    name = wording.fill(explanation.kb.decisions[decision].label)
    yield from paragraph(f"{name}{f', for {group}' if group else ''}")
    yield from firmness_lines(found, wording)

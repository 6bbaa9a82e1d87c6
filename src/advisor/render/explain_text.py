"""Explanations in; text for a terminal out: each sentence with its authority and its rule's place, nested as it rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.explanation import CaseExplanation, DecisionExplanation
from advisor.explanation.account import Account
from advisor.explanation.asked import answers_in_words
from advisor.explanation.parts import options_of_part, parts, parts_about
from advisor.explanation.why import why_option
from advisor.explanation.why_not import WhyNot, why_not
from advisor.explanation.wording import Wording
from advisor.render.lines import fitted, paragraph
from advisor.render.steps_text import EVERYTHING, step_lines
from advisor.render.what_if_text import change_to_lines, outcome_of, what_if_lines


def account_text(account: Account, depth: int | None = None) -> str:
    """The answers to what was asked, ending in a line break."""
    return fitted(account_lines(account, depth))


def account_lines(account: Account, depth: int | None = None) -> list[str]:
    """The answers to what was asked, a paragraph a line, with an empty line between them."""
    deep = depth or EVERYTHING
    answers: list[Iterable[str]] = [case_lines(account.explanation, deep)] if account.whole else []
    answers += [_option_lines(account.explanation, key, deep) for key in account.options]
    answers += [] if account.what_if is None else [what_if_lines(account.what_if)]
    answers += [change_to_lines(found, account.explanation) for found in account.change_to]
    return [line for position, answer in enumerate(answers) for line in (*[""][: position > 0], *answer)]


def _option_lines(explanation: CaseExplanation, key: str, depth: int) -> Iterator[str]:
    decision = explanation.decisions[key.split(".", 1)[0]]
    for group, part in parts_about(decision, key).items():
        if group is not None:
            yield from paragraph(f"For {group}:")
        yield from why_lines(part, key, "", depth)


def why_lines(decision: DecisionExplanation, key: str, indent: str, depth: int = EVERYTHING) -> Iterator[str]:
    """Why an option is recommended; for one that is not, why not."""
    if key in decision.verdict.recommended:
        yield from step_lines(why_option(decision, key), decision.wording, indent, depth)
    else:
        yield from why_not_lines(why_not(decision, key), decision.wording, indent, depth)


def why_not_lines(found: WhyNot, wording: Wording, indent: str, depth: int = EVERYTHING) -> Iterator[str]:
    """Why an option is not recommended, with the smallest sets of conditions that fail."""
    yield from step_lines(found.head, wording, indent, depth)
    for position, conditions in enumerate(found.sets):
        yield f"{indent}  {_set_heading(position, len(found.sets), len(conditions))}"
        for step in conditions:
            yield from step_lines(step, wording, f"{indent}    ", 1)


def _set_heading(position: int, count: int, size: int) -> str:
    if position:
        return "Or:"
    what = "What fails" if count == 1 else f"What fails, in one of {count} ways"
    return f"{what}:" if size == 1 else f"{what}, each of these:"


def case_lines(explanation: CaseExplanation, depth: int = EVERYTHING) -> Iterator[str]:
    """The whole explanation of a case: what was asked and answered, and for every part why, why not and what is open."""
    kb, profile = explanation.kb, explanation.kb.profiles[explanation.case.profile]
    yield explanation.case.title
    yield from paragraph(f"{kb.title}. Knowledge base {kb.name} {kb.version}; terms of: {profile.label}.")
    for decision in explanation.decisions.values():
        declared = kb.decisions[decision.decision]
        heading = decision.wording.fill(declared.label)
        yield from ["", heading.upper(), "-" * len(heading)]
        source = kb.sources[declared.source]
        yield from paragraph(f"Source: {source.title}, {source.publisher}, {source.date} ({source.status}).")
        yield "What was answered:"
        for step in answers_in_words(explanation.case, decision.decision, decision.wording):
            yield from step_lines(step, decision.wording, "  ")
        for group, part in parts(decision).items():
            yield ""
            yield from _part(part, group, depth)


def _part(part: DecisionExplanation, group: str | None, depth: int) -> Iterator[str]:
    yield from paragraph(f"{f'For {group}: ' if group else 'Result: '}{outcome_of(part)}.")
    for key in part.verdict.recommended:
        yield from why_lines(part, key, "  ", depth)
    for key in options_of_part(part, group):
        if key not in part.verdict.recommended:
            yield from why_not_lines(why_not(part, key), part.wording, "  ", depth)
    for question in part.open_questions:
        yield from paragraph(
            f"Still open: {part.wording.fill(part.wording.kb.questions[question].ask)} ({question})",
            "  ",
            "- ",
        )

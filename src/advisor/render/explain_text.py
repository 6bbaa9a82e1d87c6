"""Explanations in; text for a terminal out: each sentence with its authority and its rule's place, nested as it rests."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from advisor.explanation import CaseExplanation, DecisionExplanation, Step
from advisor.explanation.account import Account
from advisor.explanation.asked import answers_in_words
from advisor.explanation.counterfactual import ChangeTo
from advisor.explanation.firmness import Firmness
from advisor.explanation.notes import Note, NoteKind
from advisor.explanation.parts import Part, options_of_part, parts, parts_about
from advisor.explanation.proof import StepKind
from advisor.explanation.sentences import published
from advisor.explanation.why import why_option
from advisor.explanation.why_fact import WhyFact
from advisor.explanation.why_not import WhyNot, why_not
from advisor.explanation.wording import Wording
from advisor.model.conditions import SettingRef
from advisor.model.options import option_decision
from advisor.render.firmness_text import contrast_lines, firmness_lines, range_lines
from advisor.render.lines import fitted, paragraph
from advisor.render.steps_text import EVERYTHING, step_lines
from advisor.render.what_if_text import change_to_lines, outcome_of, what_if_lines

NOTHING_ASKED = "No answer belongs to any decision yet, so there is nothing to explain."
SHORT = 3
"""Of more smallest sets than this the whole explanation shows only so many; `--change-to` shows more."""


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
        yield from _reason_lines(found, part.wording, "", depth)
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
    yield from _set_lines(found.sets, wording, "")


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


def _reason_lines(found: Step | WhyNot, wording: Wording, indent: str, depth: int) -> Iterator[str]:
    """Why an option is recommended; why it is not, with the smallest sets of conditions that fail."""
    yield from step_lines(found if isinstance(found, Step) else found.head, wording, indent, depth)
    yield from _set_lines(() if isinstance(found, Step) else found.sets, wording, indent)


def _set_lines(sets: Sequence[Sequence[Step]], wording: Wording, indent: str) -> Iterator[str]:
    """The smallest sets of conditions that fail, under a heading that says on what each set does."""
    for position, conditions in enumerate(sets):
        if position:
            yield f"{indent}  Or:"
        else:
            yield f"{indent}  {_set_heading(sets)}"
        mixed = len({step.kind for step in conditions}) > 1
        for step in conditions:
            bars = mixed and step.kind is StepKind.BARS
            shown = replace(step, sentence=f"{BARS}{step.sentence}") if bars else step
            yield from step_lines(shown, wording, f"{indent}    ", 1)


BARS = "rules it out: "
_FAILING = {
    StepKind.SHORT: "What fails",
    StepKind.BARS: "What rules it out",
    StepKind.OPEN: "What is not known",
}


def _set_heading(sets: Sequence[Sequence[Step]]) -> str:
    kinds = {step.kind for conditions in sets for step in conditions}
    what = _FAILING[kinds.pop()] if len(kinds) == 1 else "What stands in the way"
    ways = "" if len(sets) == 1 else f", in one of {len(sets)} ways"
    return f"{what}{ways}:" if len(sets[0]) == 1 else f"{what}{ways}, each of these:"


def case_lines(account: Account, depth: int = EVERYTHING) -> Iterator[str]:
    """The whole explanation of a case: what was asked and answered; for every part why, why not, what is open, what would
    change it and how firm it is.
    """
    explanation = account.explanation
    kb, profile = explanation.kb, explanation.kb.profiles[explanation.case.profile]
    yield explanation.case.title
    yield from paragraph(f"{kb.title}. Knowledge base {kb.name} {kb.version}; terms of: {profile.label}.")
    for decision in explanation.decisions.values():
        declared = kb.decisions[decision.decision]
        heading = decision.wording.fill(declared.label)
        yield from ["", heading.upper(), "-" * len(heading)]
        yield from paragraph(f"Asked: {decision.wording.fill(declared.asks)}")
        source = kb.sources[declared.source]
        said = published(source.title, source.publisher, source.date, source.status)
        yield from paragraph(f"Source: {said}")
        yield "What was answered:"
        for step in answers_in_words(explanation.case, decision.decision, decision.wording):
            yield from step_lines(step, decision.wording, "  ")
        cited: set[str] = set()
        for group, part in parts(decision).items():
            reasons = tuple(_reasons(part, group))
            cited |= {s for reason in reasons for step in _steps(reason) for s in step.statements}
            cited |= {s for note in _told(part) for s in note.statements}
            yield ""
            yield from _part(account, part, group, reasons, depth)
        yield from _places(cited, declared.source, decision.wording)


def _reasons(part: DecisionExplanation, group: str | None) -> Iterator[Step | WhyNot]:
    """Why each recommended option is recommended, and why the others are not."""
    yield from (why_option(part, key) for key in part.verdict.recommended)
    for key in options_of_part(part, group):
        if key not in part.verdict.recommended:
            yield why_not(part, key)


def _steps(reason: Step | WhyNot) -> Iterator[Step]:
    return reason.walk() if isinstance(reason, Step) else reason.steps()


def _places(cited: Collection[str], source: str, wording: Wording) -> Iterator[str]:
    """Where each statement that was cited stands in its source, which is named where it is not the decision's own."""
    statements = [found for name, found in wording.kb.statements.items() if name in cited]
    if statements:
        yield ""
        yield "Where the statements cited stand:"
    for found in statements:
        elsewhere = "" if found.source == source else f" ({wording.kb.sources[found.source].title})"
        yield from paragraph(f"{found.id}: {found.place}{elsewhere}", "  ", "- ")


def _part(
    account: Account,
    part: DecisionExplanation,
    group: str | None,
    reasons: Iterable[Step | WhyNot],
    depth: int,
) -> Iterator[str]:
    yield from paragraph(f"{f'For {group}: ' if group else 'Result: '}{outcome_of(part)}.")
    firmness = account.firmness.get((part.decision, group))
    if firmness is not None:
        yield from paragraph(firmness.head.sentence)
    yield "Why:"
    for reason in reasons:
        yield from _reason_lines(reason, part.wording, "  ", depth)
    yield from _still_open(part)
    yield from _notes(part)
    changes = [c for c in account.change_to if c.option.startswith(f"{part.decision}.") and c.group == group]
    if changes:
        yield "What would change it:"
    for found in changes:
        yield from change_to_lines(found, part.wording, "  ", SHORT)
    if firmness is not None:
        yield "How far it stands:"
        yield from range_lines(firmness, part.wording, "  ")


def _still_open(part: DecisionExplanation) -> Iterator[str]:
    if part.open_questions:
        yield "Still open:"
    for question in part.open_questions:
        asked = part.wording.fill(part.wording.kb.questions[question].ask)
        yield from paragraph(f"{asked} ({question})", "  ", "- ")


def _told(part: DecisionExplanation) -> list[Note]:
    """What the rules have to say beside it; what holds for every case is left to the recommendation."""
    return [note for note in part.notes if note.kind is not NoteKind.ALWAYS]


def _notes(part: DecisionExplanation) -> Iterator[str]:
    notes = _told(part)
    if notes:
        yield "Notes:"
    for note in notes:
        yield from paragraph(f"{note.text}{note_authority(note, part.wording)}", "  ", "- ")


def note_authority(note: Note, wording: Wording) -> str:
    """On what a note rests: statements, the settings that its rule reads, and the rule and its place."""
    rule = wording.kb.rules.get(note.rule)
    said = [", ".join(note.statements)] if note.statements else []
    said += [wording.setting_in_force(SettingRef(setting)) for setting in note.settings]
    said += [f"rule {rule.id}, {rule.where.file}:{rule.where.line}"] if rule else []
    return f" [{'; '.join(said)}]" if said else ""

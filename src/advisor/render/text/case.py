"""A whole case explained in; lines out: what was asked, what decided it, on whose authority, what would change it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from advisor.explanation import DecisionExplanation, Step
from advisor.explanation.account import Account
from advisor.explanation.asked import answers_in_words
from advisor.explanation.notes import Note, NoteKind
from advisor.explanation.parts import options_of_part, parts
from advisor.explanation.sentences import published
from advisor.explanation.why import why_option
from advisor.explanation.why_not import WhyNot, why_not
from advisor.explanation.wording import Wording
from advisor.model.conditions import SettingRef
from advisor.render.text.firmness import range_lines
from advisor.render.text.lines import paragraph
from advisor.render.text.reasons import reason_lines
from advisor.render.text.steps import step_lines
from advisor.render.text.what_if import change_to_lines, outcome_of

SHORT = 3
"""Of more smallest sets than this the whole explanation shows only so many; `--change-to` shows more."""


def case_lines(account: Account, depth: int) -> Iterator[str]:
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
        yield from reason_lines(reason, part.wording, "  ", depth)
    yield from _still_open(part)
    yield from _notes(part)
    changes = [c for c in account.change_to if c.option.startswith(f"{part.decision}.") and c.group == group]
    if changes:
        yield "What would change it:"
    for found in changes:
        yield from change_to_lines(found, part.wording, "  ", SHORT)
    if firmness is not None:
        yield "How far it stands:"
        yield from range_lines(firmness, part.wording)


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

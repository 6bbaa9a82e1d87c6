"""A case explained in; what it comes to in a few lines out: where everything stands now, and the result on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.decide import Outcome, Status
from advisor.explanation import CaseExplanation, DecisionExplanation, Note, OptionExplanation
from advisor.explanation.conditions import Role
from advisor.explanation.notes import NoteKind
from advisor.explanation.parts import options_of_part, parts
from advisor.model.conditions import Truth
from advisor.model.options import Policy
from advisor.render.outcome_words import outcome_sentence, standing_words
from advisor.render.text.lines import cited, interval_text
from advisor.render.text.recommendation import ladder_lines

MOST_REASONS = 3
"""Reasons, points and nearest options shown of each kind; `full` shows them all."""


def so_far_text(explanation: CaseExplanation) -> str:
    """What is ruled in and out now, and why."""
    lines: list[str] = []
    for decision in explanation.decisions.values():
        lines += [_label(decision)]
        for group, part in parts(decision).items():
            lines += [] if group is None else [f"  For {group}:"]
            indent = "  " if group is None else "    "
            lines += [
                f"{indent}{outcome_sentence(part)}",
                *(f"{indent}{line.strip()}" for line in ladder_lines(part)),
            ]
            lines += [f"{indent}- {_standing(part, key)}" for key in options_of_part(decision, group)]
    return "\n".join(lines)


def result_text(explanation: CaseExplanation) -> str:
    """The recommendation on one screen: each outcome with its main reasons, the other options in a line each, warnings."""
    lines: list[str] = []
    for decision in explanation.decisions.values():
        lines += ["", _label(decision).upper()]
        for group, part in parts(decision).items():
            lines += [] if group is None else [f"For {group}:"]
            lines += [
                f"{'' if group is None else '  '}{line}"
                for line in _brief(part, options_of_part(decision, group))
            ]
    return "\n".join([*lines[1:], "", "Type full for every reason, benefit, risk and note."])


def _label(decision: DecisionExplanation) -> str:
    return decision.wording.fill(decision.wording.kb.decisions[decision.decision].label)


def _brief(part: DecisionExplanation, options: Iterable[str]) -> Iterator[str]:
    yield outcome_sentence(part)
    yield from ladder_lines(part)
    for option in part.recommended():
        yield f"  {part.wording.fill(option.option.summary)}"
        yield from (f"  - {step.sentence}{cited(step.statements)}" for step in option.proof[:MOST_REASONS])
        counting = [weight for weight in option.weights if weight.counts]
        for weight in counting[:MOST_REASONS]:
            yield f"  - {'Against' if weight.against else 'For'} it: {weight.text}"
        if len(counting) > MOST_REASONS:
            yield f"  - and {len(counting) - MOST_REASONS} more points"
        if _is_weighted(part):
            yield f"  - what speaks for it less what speaks against it: {_net(part, option.option.key)}"
    others = [key for key in options if key not in part.verdict.recommended]
    if part.verdict.outcome in (Outcome.ONE, Outcome.SEVERAL, Outcome.UNDECIDED):
        yield from _others(part, others)
    yield from _notes(part.notes)


def _others(part: DecisionExplanation, keys: list[str]) -> Iterator[str]:
    """The options that are not recommended; once the result is certain, those still open are named together."""
    settled = part.verdict.outcome is not Outcome.UNDECIDED
    idle = [key for key in keys if settled and part.options[key].status is Status.UNKNOWN]
    weighted = _is_weighted(part)
    negation = "not " if settled else ""
    yield from (f"  - {negation}{_standing(part, key)}" for key in keys if key not in idle)
    if idle:
        named = (f"{part.options[key].label}{f' ({_net(part, key)})' if weighted else ''}" for key in idle)
        yield f"  - left open, since nothing hangs on them: {', '.join(named)}."


def _standing(part: DecisionExplanation, key: str) -> str:
    option = part.options[key]
    if _is_weighted(part) and option.status is not Status.RULED_OUT:
        return f"{option.label}: {_net(part, key)}."
    return f"{option.label}: {standing_words(part, key)}{_because(option, fails=part.surely_fails(key))}"


def _is_weighted(part: DecisionExplanation) -> bool:
    return part.wording.kb.decisions[part.decision].policy is Policy.WEIGHTED


def _net(part: DecisionExplanation, key: str) -> str:
    return f"net {interval_text(part.verdict.options[key].net)}"


def _because(option: OptionExplanation, *, fails: bool) -> str:
    """The first thing that keeps an option out, or what it waits for; `why not` gives the rest, with the figures."""
    outs = [line for line in option.conditions if line.role is Role.RULES_OUT]
    asked = [line for line in option.conditions if line.role is not Role.RULES_OUT]
    found: list[str] = []
    match option.status:
        case Status.NOT_MET | Status.UNKNOWN if fails or option.status is Status.NOT_MET:
            found = [
                f", because of {line.because.split(' (')[0]}." for line in asked if line.truth is Truth.FALSE
            ]
        case Status.RULED_OUT:
            found = [f": {line.because.rstrip('.')}." for line in outs if line.truth is Truth.TRUE]
        case Status.UNKNOWN:
            found = [f"; it needs {line.text}." for line in asked if line.truth is Truth.UNKNOWN]
            found += [
                f"; it would be {line.text.removeprefix('not ')}."
                for line in outs
                if line.truth is Truth.UNKNOWN
            ]
        case Status.MET | Status.PARTLY_MET:
            pass
    return found[0] if found else "."


def _notes(notes: Iterable[Note]) -> Iterator[str]:
    """Warnings, and where the guidance is silent what comes nearest."""
    yield from (f"Warning: {note.text}" for note in notes if note.kind is NoteKind.WARNING)
    silent = [note.text for note in notes if note.kind is NoteKind.SILENT]
    # The first says that nothing fits; what comes nearest follows.
    yield from silent[: MOST_REASONS + 1]
    if len(silent) > MOST_REASONS + 1:
        yield f"And {len(silent) - MOST_REASONS - 1} more that come as near."

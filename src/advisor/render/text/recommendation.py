"""A case explained in; the recommendation for a terminal out: plain words, no colour, nothing that a screen
reader would stumble over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from advisor.decide import Outcome, Status
from advisor.explanation import CaseExplanation, DecisionExplanation, Note, OptionExplanation
from advisor.explanation.conditions import ConditionLine, Role
from advisor.explanation.notes import NoteKind
from advisor.model.conditions import SettingRef, Truth
from advisor.model.options import PointKind, Policy
from advisor.quantities import number_text
from advisor.render.outcome_words import outcome_sentence, standing_words
from advisor.render.text.lines import WIDTH, cited, fitted, interval_text, paragraph, proof_lines

_KINDS = {NoteKind.WARNING: "Warning", NoteKind.UNUSED: "Not used"}


def recommendation_text(explanation: CaseExplanation) -> str:
    """The whole recommendation, wrapped at `WIDTH` characters, ending in a line break."""
    return fitted(recommendation_lines(explanation))


def recommendation_lines(explanation: CaseExplanation) -> Iterator[str]:
    """The whole recommendation, a paragraph a line."""
    yield from _head(explanation)
    if not explanation.decisions:
        yield from ("", "No answer belongs to any decision yet, so there is nothing to recommend.")
    for decision in explanation.decisions.values():
        yield from ("", *_decision(explanation, decision))
    yield from ("", *_foot(explanation))


def _head(explanation: CaseExplanation) -> Iterator[str]:
    kb, profile = explanation.kb, explanation.kb.profiles[explanation.case.profile]
    yield explanation.case.title
    yield "=" * min(len(explanation.case.title), WIDTH)
    yield from paragraph(f"{kb.title}. Knowledge base {kb.name} {kb.version}; terms of: {profile.label}.")


def _decision(explanation: CaseExplanation, decision: DecisionExplanation) -> Iterator[str]:
    declared = explanation.kb.decisions[decision.decision]
    heading = decision.wording.fill(declared.label)
    yield heading.upper()
    yield "-" * len(heading)
    yield from result_lines(decision)
    for name, group in decision.groups.items():
        if len(decision.groups) > 1:
            yield ""
            yield from paragraph(f"For {name}:")
            # What always holds was said above, for all of them.
            said_once = replace(group, notes=tuple(n for n in group.notes if n.kind is not NoteKind.ALWAYS))
            yield from (f"  {line}" for line in result_lines(said_once))


def result_lines(decision: DecisionExplanation) -> Iterator[str]:
    """One decision, or one group's part of it: outcome, why, why not the others, what is open, notes."""
    yield from paragraph(outcome_sentence(decision))
    yield from ladder_lines(decision)
    for option in decision.recommended():
        yield from paragraph(decision.wording.fill(option.option.summary), "  ")
    weighted = decision.wording.kb.decisions[decision.decision].policy is Policy.WEIGHTED
    if weighted:
        yield from _scores(decision)
    for option in decision.recommended():
        yield from _why(option, weighted=weighted)
    yield from _why_not(decision)
    yield from _open(decision)
    yield from _points(decision)
    yield from _notes(decision.notes)
    yield from _assumed(decision)


def ladder_lines(decision: DecisionExplanation) -> Iterator[str]:
    """For a ladder, the level that the answers describe and the highest that is allowed."""
    verdict = decision.verdict
    if verdict.described is None or verdict.ceiling is None:
        return
    yield f"  What the answers describe: {_rungs(decision, verdict.described, 'no level')}"
    yield f"  The highest that they allow: {_rungs(decision, verdict.ceiling, 'no level')}"


def _rungs(decision: DecisionExplanation, rungs: tuple[str | None, str | None], nothing: str) -> str:
    low, high = (nothing if rung is None else decision.options[rung].label for rung in rungs)
    return low if low == high else f"between {low} and {high}, depending on what is not known"


def _scores(decision: DecisionExplanation) -> Iterator[str]:
    yield ""
    yield "  What speaks for and against each option, by importance:"
    width = max(len(o.label) for o in decision.options.values())
    for key, option in decision.options.items():
        found = decision.verdict.options[key]
        note = " (ruled out)" if option.status is Status.RULED_OUT else ""
        yield (
            f"    {option.label:<{width}}  for {interval_text(found.in_favour)}, "
            f"against {interval_text(found.against)}, net {interval_text(found.net)}{note}"
        )
    for alternative in decision.verdict.alternatives:
        nets = ", ".join(
            f"{decision.options[k].label} {interval_text(v)}" for k, v in alternative.nets.items()
        )
        change = "the order changes" if alternative.differs else "the order stays"
        yield from paragraph(f"With the weights {alternative.weights} {change}: {nets}.", "    ")


def _why(option: OptionExplanation, *, weighted: bool) -> Iterator[str]:
    yield ""
    yield f"  Why {option.label}"
    for step in option.proof:
        yield from proof_lines(step, "    ")
    counting = [w for w in option.weights if w.counts]
    for against, heading in ((False, "What speaks for it"), (True, "What speaks against it")):
        shown = [w for w in counting if w.against is against]
        if shown:
            yield f"    {heading}:"
        for weight in shown:
            amount = number_text(weight.amount or Fraction(0), 2)
            grade = f", {weight.importance} importance" if weight.importance else ""
            counts = f"{amount}{grade}" if weighted or amount != "1" else "1"
            yield from paragraph(f"{weight.text} (counts {counts}){cited(weight.statements)}", "      ", "- ")


def _why_not(decision: DecisionExplanation) -> Iterator[str]:
    others = [o for key, o in decision.options.items() if key not in decision.verdict.recommended]
    weighted = decision.wording.kb.decisions[decision.decision].policy is Policy.WEIGHTED
    if not others:
        return
    yield ""
    yield "  Why not the others" if decision.verdict.recommended else "  Where each option stands"
    for option in others:
        yield from paragraph(f"{option.label}: {_standing(option, decision, weighted)}", "    ", "- ")
        # What is not known yet does not matter to an option that is known not to hold.
        open_too = option.status is Status.UNKNOWN
        for line in option.conditions:
            said = _failing(line)
            if said and (open_too or line.truth is not Truth.UNKNOWN):
                yield from paragraph(f"{said[0].upper()}{said[1:]}{cited(line.statements)}", "        ")


def _standing(option: OptionExplanation, decision: DecisionExplanation, weighted: bool) -> str:
    key = option.option.key
    status = standing_words(decision, key)
    if weighted and option.status in (Status.NOT_MET, Status.MET):
        return f"net {interval_text(decision.verdict.options[key].net)}."
    if option.status in (Status.MET, Status.PARTLY_MET) and decision.verdict.recommended:
        return f"{status}, but less speaks for it."
    return f"{status}."


def _failing(line: ConditionLine) -> str:
    """A condition that counts against its option, in words; nothing for one that is in order."""
    if line.role is Role.RULES_OUT:
        return {Truth.TRUE: line.because, Truth.UNKNOWN: f"Not known: {line.text}.", Truth.FALSE: ""}[
            line.truth
        ]
    if line.role is Role.IN_PART:
        return ""
    match line.truth:
        case Truth.TRUE:
            return ""
        case Truth.FALSE:
            return f"{line.because}. Needed: {_needed(line)}."
        case Truth.UNKNOWN:
            return f"Not known: {line.text}."


def _needed(line: ConditionLine) -> str:
    """What a condition asks for, without the name that the sentence before it has said already."""
    name, _, asked = line.text.partition(": ")
    return asked if asked and line.because.startswith(f"{name}: ") else line.text


def _open(decision: DecisionExplanation) -> Iterator[str]:
    if decision.open_questions:
        yield ""
        yield "  What would settle it"
        for question in decision.open_questions:
            yield from _asked(question, decision)
    if decision.open_preferences and decision.verdict.outcome is Outcome.SEVERAL:
        yield ""
        yield "  What could put one of them ahead"
        for question in decision.open_preferences:
            yield from _asked(question, decision)


def _asked(question: str, decision: DecisionExplanation) -> Iterator[str]:
    """A question with its id, and below it those of its items that are still open."""
    wording = decision.wording
    yield from paragraph(f"{wording.fill(wording.kb.questions[question].ask)} ({question})", "    ", "- ")
    for item in decision.open_items:
        if item.startswith(f"{question}."):
            yield from paragraph(f"{wording.label(item)} ({item})", "      ", "- ")


def _points(decision: DecisionExplanation) -> Iterator[str]:
    for option in decision.recommended():
        for kind, heading in ((PointKind.BENEFIT, "Benefits"), (PointKind.RISK, "Risks")):
            points = option.of_kind(kind)
            if points:
                yield ""
                yield f"  {heading} of {option.label}, as the guidance has them"
            for point in points:
                yield from paragraph(f"{point.text}{cited((point.statement,))}", "    ", "- ")


def _notes(notes: Iterable[Note]) -> Iterator[str]:
    shown = list(notes)
    if shown:
        yield ""
        yield "  Notes"
    for note in shown:
        kind = f"{_KINDS[note.kind]}: " if note.kind in _KINDS else ""
        yield from paragraph(f"{kind}{note.text}{cited(note.statements)}", "    ", "- ")


def _assumed(decision: DecisionExplanation) -> Iterator[str]:
    kb = decision.wording.kb
    if decision.assumed:
        yield ""
        yield "  Tool defaults that this rests on (not from the guidance; a case may change them)"
    for setting in decision.assumed:
        known = kb.settings[setting]
        value = decision.wording.setting_text(SettingRef(setting))
        yield from paragraph(
            f"{setting} = {value}: {decision.wording.fill(known.label)}. {decision.wording.fill(known.reason)}",
            "    ",
            "- ",
        )


def _foot(explanation: CaseExplanation) -> Iterator[str]:
    case, kb = explanation.case, explanation.kb
    wording = next((d.wording for d in explanation.decisions.values()), None)
    if case.settings and wording is not None:
        yield "Settings changed by this case"
        for setting in sorted(case.settings):
            yield f"  - {setting} = {wording.setting_text(SettingRef(setting))}"
        yield ""
    cautions = explanation.cautions()
    if cautions:
        yield f"Cautions under the profile {case.profile} (not from the guidance)"
        for caution in cautions:
            yield from paragraph(
                f"{caution.id}: {caution.text} (as at {caution.as_at}; {caution.source})", "  ", "- "
            )
        yield ""
    yield "Not covered by the guidance, and so not weighed here"
    for _, text in sorted(kb.not_covered.items()):
        yield from paragraph(text, "  ", "- ")

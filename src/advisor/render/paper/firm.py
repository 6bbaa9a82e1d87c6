"""A case in; how firm its results are out: a sentence or two for the first page, and the ranges for the sections after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from advisor.decide import Outcome
from advisor.explanation import DecisionExplanation
from advisor.explanation.firmness import Firmness, Grade, Range, at_limit, close
from advisor.explanation.other_answers import fragile_sentence, with_exceptions
from advisor.explanation.sentences import listed
from advisor.model.conditions import SettingRef
from advisor.model.knowledge import SettingKind
from advisor.quantities import counted
from advisor.render.paper.context import Context, setting_origin, several_groups
from advisor.render.paper.document import Block, Items, Paragraph, Table
from advisor.render.paper.settings import setting_label, settings_read, settings_turning, turns
from advisor.render.paper.spans import Inline, inline
from advisor.render.paper.words import started

GRADES: Mapping[Grade, str] = {
    Grade.FIRM: "Firm",
    Grade.EXCEPT: "Firm with exceptions",
    Grade.FRAGILE: "Fragile",
    Grade.OPEN: "Open",
}
MANY = 5
"""Of more results than these the first page says only how many are how firm."""


def firm_sentence(context: Context, found: Firmness) -> str:
    """How firm one result is, in a line, with settings named in words."""
    near = [r.label for r in close(found.answers)]
    settings, limits = (
        [_setting_named(context, r) for r in which]
        for which in (close(found.settings), at_limit(found.settings))
    )
    match found.grade:
        case Grade.FRAGILE:
            return fragile_sentence(near, weights=bool(found.weights), settings=settings, limits=limits)
        case Grade.EXCEPT:
            return with_exceptions(settings, limits, [r.label for r in found.unknown])
        case Grade.FIRM:
            said = (
                found.head.sentence,
                *_named_options(context, found.settings),
                *_by_a_step(context, found),
            )
            return " ".join(said)
        case Grade.OPEN:
            return found.head.sentence


def _named_settings(context: Context, settings: Sequence[Range]) -> Iterator[Range]:
    """Of the settings that name an option and so cannot move by a tenth, those of which another option turns the result."""
    for r in settings:
        setting = context.kb.settings[SettingRef.named(r.name).setting]
        if setting.kind is SettingKind.OPTIONS and setting.origin != "guidance" and r.turns:
            yield r


def _named_options(context: Context, settings: Sequence[Range]) -> Iterator[str]:
    """That a result rests on settings which cannot move by a tenth, and which options in their place turn it."""
    for r in _named_settings(context, settings):
        setting = SettingRef.named(r.name).setting
        others = listed((context.wording.setting_value_text(setting, t.value) for t in r.turns), "or")
        named = _setting_named(context, r)
        yield f"But it rests on {named}, which cannot move by a tenth; {others} in its place turns it."


def _by_a_step(context: Context, found: Firmness) -> Iterator[str]:
    """That the next step of a scale, which cannot move by a tenth, turns a result all the same."""
    steps = [f"“{r.label}”" for r in found.answers if _one_step(context, r)]
    if steps:
        where = steps[0] if len(steps) == 1 else f"any of {len(steps)} scales"
        yield f"But one step on {where} turns it."


def _one_step(context: Context, r: Range) -> bool:
    """Whether an answer on a scale turns the result where it is one step up or down."""
    known, now = context.kb.attributes.get(r.name), context.facts.get(r.name)
    if known is None or not known.scale or not isinstance(now, Fraction):
        return False
    return any(abs(Fraction(turn.value) - now) == 1 for turn in r.turns)


def _setting_named(context: Context, r: Range) -> str:
    """A setting within a sentence: its words, its value, and whose that is."""
    whose = setting_origin(context, r.name).text
    return f"“{setting_label(context, r.name)}” ({r.now}, {whose})"


def firm_words(context: Context, *, full: bool) -> str:
    """How firm the results are, for the first page: each in its own sentence, or how many are how firm."""
    said = list(_each(context)) if full or not context.firmness else list(_by_grade(context))
    told = {p for p, found in context.firmness.items() if full and found.grade in (Grade.FIRM, Grade.FRAGILE)}
    wholes = [(decision, group) for decision, group in context.judged() if group is None]
    shaken = [
        context.name(p)
        for p in wholes
        if p not in told and context.explanation.decisions[p[0]].verdict.fragile
    ]
    if shaken:
        whose = "" if len(context.decisions) == 1 else f": {listed(shaken)}"
        said.append(f"Under other weights the order of the options changes (section 9){whose}.")
    rest = context.unexamined()
    if rest:
        results = counted(rest, "other result" if context.firmness else "result")
        said.append(f"How firm {results} {'is' if rest == 1 else 'are'} was not worked out.")
    if not said:
        return "No decision has a result whose firmness could be told."
    return " ".join((*said, _settings_read(context)))


def _settings_read(context: Context) -> str:
    """How many settings that no source lays down the rules read, and of how many another value could turn a result."""
    alone = len(list(context.judged())) == 1
    count, turning = len(settings_read(context)), len(settings_turning(context))
    said = f"The rules read {counted(count, 'setting') if count else 'no setting'} that no source lays down"
    if not count or context.unexamined():
        return f"{said} (section 11)."
    what, which = "the result" if alone else "a result", "all" if turning == count else turning or "none"
    could = f"{which} could turn {what}" if count > 1 else f"it could {'' if turning else 'not '}turn {what}"
    return f"{said}; {could} (section 11)."


def _each(context: Context) -> Iterator[str]:
    alone = len(list(context.judged())) == 1
    for part, found in context.firmness.items():
        sentence = firm_sentence(context, found)
        yield sentence if alone else f"{context.name(part)}: {sentence}"


def _by_grade(context: Context) -> Iterator[str]:
    """How many results are firm, and the names of those of any other grade; where there are many, only how many."""
    grades = {found.grade for found in context.firmness.values()}
    if len(grades) == 1 and len(context.firmness) > 1:
        grade = GRADES[grades.pop()].lower()
        place = results_place(context)
        yield f"All {len(context.firmness)} results are {grade}; {place} has what each rests on and what turns it."
        yield from _rests_on_options(context)
        return
    if len(list(context.judged())) == 1:
        (found,) = context.firmness.values()
        yield f"{GRADES[found.grade]}; {results_place(context)} has what the result rests on and what turns it."
        yield from _rests_on_options(context)
        return
    firm = [p for p, found in context.firmness.items() if found.grade is Grade.FIRM]
    yield f"{len(firm)} of {counted(len(context.firmness), 'result')} {'is' if len(firm) == 1 else 'are'} firm."
    for grade, words in GRADES.items():
        names = [context.name(p) for p, found in context.firmness.items() if found.grade is grade]
        if names and grade is not Grade.FIRM:
            yield _are(names, words.lower(), named=len(context.firmness) <= MANY)
    yield from _rests_on_options(context)
    stepping = [
        f"“{context.name(p)}”"
        for p, f in context.firmness.items()
        if f.grade is Grade.FIRM and any(_by_a_step(context, f))
    ]
    if stepping:
        yield f"One step of a scale would turn {listed(stepping)}."
    yield f"What would turn each of them: see {results_place(context)}."


def _rests_on_options(context: Context) -> Iterator[str]:
    """Of the results that are firm, those that a setting which cannot move by a tenth would turn all the same."""
    for part, found in context.firmness.items():
        named = (SettingRef.named(r.name).setting for r in _named_settings(context, found.settings))
        resting = [
            f"“{setting_label(context, s)}” ({setting_origin(context, s).text})" for s in dict.fromkeys(named)
        ]
        if resting and found.grade is Grade.FIRM:
            what = "it" if len(context.firmness) == 1 else f"“{context.name(part)}”"
            yield f"But {what} rests on {listed(resting)}; another choice there can turn it."


def _are(names: Sequence[str], words: str, *, named: bool) -> str:
    who = listed(f"“{name}”" for name in names) if named else str(len(names))
    return f"{who} {'is' if len(names) == 1 else 'are'} {words}."


def results_place(context: Context) -> str:
    """Where the paper says what would turn each result."""
    return "section 8 and annex C" if any(map(several_groups, context.decisions)) else "section 8"


def firm_blocks(
    context: Context, decision: DecisionExplanation, group: str | None = None, *, ranges: bool = True
) -> Iterator[Block]:
    """How far one result stands: a sentence and, with `ranges`, every answer that could turn it with its range, and what
    could be anything.
    """
    found = context.firmness.get((decision.decision, group))
    if found is None:
        return
    name = group or context.label(decision)
    part = decision if group is None else decision.groups[group]
    open_ = (
        " It stands here as long as it is undecided and the same options, or none, are surely among the best; which others "
        "may still be can change all the same."
        if part.verdict.outcome is Outcome.UNDECIDED and found.answers
        else ""
    )
    yield Paragraph(inline("How far this result stands. ", firm_sentence(context, found), open_))
    if not ranges:
        return
    rows: list[tuple[Inline, ...]] = [
        (inline(started(r.label)), inline(started(r.now)), inline(_stands(r)), turns(r))
        for r in (*found.answers, *found.unknown)
        if r.turns
    ]
    if group is not None:
        rows += [_setting_row(context, r) for r in found.settings if r.turns]
    if rows:
        head = ("Answer", "As it is", "The result stands", "What turns it, and to what")
        yield Table(f"What would turn the result: {name}", head, tuple(rows), (26, 18, 22, 34))
    for step in found.weights:
        yield Paragraph(inline(step.sentence))
    free = sorted(map(started, {*(r.label for r in found.answers if r.anything), *_not_read(found, part)}))
    if free:
        said = (
            "This answer could be anything, and the result would stand:"
            if len(free) == 1
            else "Each of these answers alone could be anything, and the result would stand if all the others stayed:"
        )
        yield Paragraph(inline(said))
        yield Items(tuple(map(inline, free)))


def _not_read(found: Firmness, part: DecisionExplanation) -> Iterator[str]:
    """The answers to a decision's questions that its result does not read at all: they stand with notes alone."""
    kb, read = part.wording.kb, {r.name for r in found.answers}
    questions = {question.id for question in kb.questions_of(part.decision)}
    # The figures of a table are no answers: each row has a range of its own.
    given = (a for a in part.wording.facts if a not in kb.measures and kb.attributes[a].question in questions)
    yield from (part.wording.label(a) for a in given if a not in read)


def _setting_row(context: Context, r: Range) -> tuple[Inline, ...]:
    whose = setting_origin(context, r.name)
    return (
        inline(started(setting_label(context, r.name)), ", ", whose),
        inline(started(r.now)),
        inline(_stands(r)),
        turns(r),
    )


def _stands(r: Range) -> str:
    return started(r.stands) if r.stands else "While it is not known"

"""A case in; annex A out: the audit with the rule trace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from advisor.explanation.sentences import listed
from advisor.explanation.tracing import CaseTrace, Event, EventKind, TraceRun
from advisor.model.conditions import SettingRef, Truth
from advisor.model.knowledge import SettingValue
from advisor.model.rules import Basis
from advisor.plain_values import case_sha256
from advisor.quantities import plain_number
from advisor.render.paper.context import ORIGINS, Context, ids, setting_origin, several_groups
from advisor.render.paper.document import Block, Paragraph, Subheading, Table, TraceStep, Walk
from advisor.render.paper.settings import MANY, setting_label
from advisor.render.paper.spans import Inline, Mark, Span, inline, joined
from advisor.render.paper.words import day_words, started
from advisor.render.trace.text import DONE, PHRASES

FIRED, NOT_FIRED = "Rules that fired", "Rules that did not fire, and on which a result rests"
LINKS = {**PHRASES, **DONE}
TRUTH_WORDS = {Truth.TRUE: "holds", Truth.FALSE: "does not hold", Truth.UNKNOWN: "not known"}


def audit_blocks(context: Context, trace: CaseTrace) -> tuple[Block, ...]:
    """Annex A."""
    kb = context.kb
    rows = (
        ("Program", f"advisor {context.version}"),
        ("Knowledge base", f"{kb.name} {kb.version}"),
        ("SHA-256 of the knowledge base", kb.sha256),
        ("Profile", f"{context.profile.id}, as at {day_words(context.profile.as_at)}"),
        ("SHA-256 of the input", case_sha256(kb, context.explanation.case)),
        ("Date", day_words(context.date) if context.date else "None was given"),
    )
    blocks: list[Block] = [
        Paragraph(
            inline(
                "The same program, knowledge base, profile, settings and input give this paper again, "
                "byte for byte. The input is the case "
                "in a fixed form, whatever the spacing, order and comments of its file. “advisor report "
                "--verify paper.json” runs it again and "
                "says what differs. Whoever has only this paper finds every answer in section 5",
                " and annex C" if any(map(several_groups, context.decisions)) else "",
                ", the decisions in section 4 and the profile and the settings below. Typed into a case file, under the "
                "names that stand in brackets, they give the same results.",
            )
        ),
        Table(
            "What made this paper",
            ("Item", "Value"),
            tuple((inline(a), inline(b)) for a, b in rows),
            (35, 65),
        ),
        _settings(context),
    ]
    whole = [run for run in trace.runs if run.group is None]
    groups = [run for run in trace.runs if run.group is not None]
    for run in whole:
        blocks += _run(run, alone=not groups)
    if groups:
        blocks += _group_runs(groups)
    return tuple(blocks)


def _settings(context: Context) -> Table:
    rows = tuple(
        (
            inline(started(setting_label(context, s)), " (", Span(s, Mark.ID), ")"),
            _value(context.wording.setting_text(SettingRef(s)), value),
            inline(setting_origin(context, s)),
        )
        for s, value in sorted(context.explanation.settings.items())
    )
    return Table("Settings in force", ("Setting", "Value", "Whose"), rows, (54, 28, 18))


def _value(words: str, value: SettingValue) -> Inline:
    """What a setting is, and in brackets how a case file has it where that is otherwise."""
    typed = _typed(value)
    return inline(words) if words == typed else inline(words, " (", Span(typed, Mark.ID), ")")


def _typed(value: SettingValue | str) -> str:
    match value:
        case str():
            return value
        case Fraction():
            return plain_number(value)
        case Mapping():
            parts: Iterable[tuple[str, Fraction | str]] = value.items()
            return f"{{{', '.join(f'{key}: {_typed(part)}' for key, part in sorted(parts))}}}"


def _run(run: TraceRun, *, alone: bool) -> Iterator[Block]:
    """The rules of the run over the whole; where groups have runs of their own too, that is said."""
    title = "The rule trace"
    over = "" if alone else "For all together. "
    rules = [e for e in run.events if e.kind is EventKind.RULE]
    yield Subheading(title)
    fired, failed, waiting = (_standing(rules, truth) for truth in (Truth.TRUE, Truth.FALSE, Truth.UNKNOWN))
    said = f"{over}Rules that fired: {len(fired)}; known not to hold: {len(failed)}; waiting for an answer: {len(waiting)}."
    yield Paragraph(inline(said))
    known = run.by_id()
    not_fired = [event for event in rules if event.decisive and event.truth is not Truth.TRUE]
    for caption, says, shown in (
        (FIRED, "What it found", fired),
        (NOT_FIRED, "What it fails on or waits for", not_fired),
    ):
        rows = tuple(
            (ids((e.title,)), inline(started(e.text)), _parents(e, known), _authority(e)) for e in shown
        )
        if rows:
            yield Table(
                caption, ("Rule", says, "It rests on", "Word, statements, place"), rows, (13, 40, 22, 25)
            )
    yield Paragraph(inline(f"{over}Known not to hold: ", ids(sorted(e.title for e in failed)) or "none", "."))
    yield Paragraph(inline(f"{over}Not known: ", ids(sorted(e.title for e in waiting)) or "none", "."))
    yield Walk(title, tuple(_step(e, known) for e in run.events))


def _standing(rules: Iterable[Event], truth: Truth) -> list[Event]:
    """The rules that stand so, in the order of the run: what a rule rests on stands before it."""
    return [event for event in rules if event.truth is truth]


def _group_runs(runs: Iterable[TraceRun]) -> Iterator[Block]:
    """The rules of each group's own run: one table of how they stand for each, one of what those found that fired."""
    rows, walks = [], []
    found: dict[str, dict[str, list[tuple[str, Event]]]] = {}
    for run in runs:
        name = run.group or ""
        rules = [e for e in run.events if e.kind is EventKind.RULE]
        fired, waiting = (_standing(rules, truth) for truth in (Truth.TRUE, Truth.UNKNOWN))
        rows.append(
            (
                inline(name),
                ids(e.title for e in fired) or inline("–"),
                ids(sorted(e.title for e in waiting)) or inline("–"),
            )
        )
        for event in fired:
            found.setdefault(event.title, {}).setdefault(event.text, []).append((name, event))
        known = run.by_id()
        walks.append(
            Walk(f"The rule trace: {name}", tuple(_step(e, known) for e in run.events if e.decisive))
        )
    yield Paragraph(
        inline("The rules were run for each by itself as well. Those not named are known not to hold.")
    )
    yield Table("Rules for each by itself", ("For", "Fired", "Not known"), tuple(rows), (24, 38, 38))
    said = tuple(row for rule in sorted(found) for row in _found_for(found[rule]))
    if said:
        head = ("Rule", "For", "What it found", "Word, statements, place")
        yield Table("Rules that fired, for each by itself", head, said, (13, 22, 40, 25))
    yield from walks


def _found_for(by_words: dict[str, list[tuple[str, Event]]]) -> Iterator[tuple[Inline, ...]]:
    """A row for each thing that a rule found; where it found too many, one row with an instance."""
    if len(by_words) > MANY:
        words, alike = next(iter(by_words.items()))
        by_words = {words: [pair for pairs in by_words.values() for pair in pairs]}
        name = f"{alike[0][0]}, one of {len(by_words[words])} for which it fired"
        names = {words: name}
    else:
        names = {words: listed(name for name, _ in alike) for words, alike in by_words.items()}
    for words, alike in by_words.items():
        event = alike[0][1]
        yield ids((event.title,)), inline(names[words]), inline(started(words)), _authority(event)


def _parents(event: Event, known: dict[str, Event]) -> Inline:
    return joined(
        (inline(known[parent.id].title) for parent in event.parents if parent.id in known),
        "; ",
    )


def _authority(event: Event) -> Inline:
    word = inline(ORIGINS[Basis(event.basis)]) if event.basis else ()
    place = inline(Span(event.place, Mark.ID)) if event.place else ()
    return joined([part for part in (word, ids(event.statements), place) if part], "; ")


def _step(event: Event, known: dict[str, Event]) -> TraceStep:
    details = [
        inline(f"{TRUTH_WORDS[c.truth].capitalize()}: {c.needed} ({c.found})") for c in event.conditions
    ]
    authority = _authority(event)
    if authority:
        details.append(authority)
    parents = tuple(
        (p.id, f"{LINKS[p.link]} {known[p.id].title}: {_stands(known[p.id])}")
        for p in event.parents
        if p.id in known
    )
    state = f"{event.kind}: {_stands(event)}"
    return TraceStep(event.id, event.title, state, event.text, tuple(details), parents, event.decisive)


def _stands(event: Event) -> str:
    """What was given or found, where a step is that; whether it holds, where it is a rule or an option."""
    match event.kind:
        case EventKind.ANSWER | EventKind.MEASURE | EventKind.FACT:
            return event.text
        case EventKind.TABLE | EventKind.RULE | EventKind.OPTION | EventKind.OUTCOME:
            return TRUTH_WORDS[event.truth]

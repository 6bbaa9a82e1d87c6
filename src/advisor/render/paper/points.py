"""A case in; section 10 out: every benefit and risk that the sources list, with blanks for what is done about a risk."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.explanation import DecisionExplanation, OptionExplanation
from advisor.explanation.decision import StatedPoint
from advisor.explanation.sentences import listed
from advisor.model.blanks import Part
from advisor.model.options import PointKind
from advisor.render.paper.context import (
    GUIDANCE,
    TO_FILL,
    Context,
    cited,
)
from advisor.render.paper.document import Block, Items, Paragraph, Subheading, Table
from advisor.render.paper.spans import Inline, Mark, Span, inline, plain

KINDS = {PointKind.BENEFIT: "Benefits", PointKind.RISK: "Risks"}


def benefits_blocks(context: Context) -> tuple[Block, ...]:
    """Section 10."""
    blocks: list[Block] = [
        Paragraph(
            inline(
                "Every benefit and risk that the source lists stands here, with the id of its statement and the "
                "importance that the source gives it, where it gives one. All of it is ",
                GUIDANCE,
                ", but for what is said to be how we read it. Whether a risk applies here, and what is done about "
                "it, only people can say.",
                ""
                if any(map(_chosen, context.decisions))
                else " Once an option is recommended, a table here has room for that.",
            )
        )
    ]
    for decision in context.decisions:
        blocks.append(Subheading(context.label(decision)))
        blocks += _of_decision(context, decision)
    if any(map(_chosen, context.decisions)):
        blocks += _other_risks(context)
    return tuple(blocks)


def _of_decision(context: Context, decision: DecisionExplanation) -> Iterator[Block]:
    """The recommended options first, with room for what is done about each risk; then the others."""
    chosen = _chosen(decision)
    bare = [o for o in decision.options.values() if not any(map(o.of_kind, KINDS))]
    for option in (o for o in chosen if o not in bare):
        yield Subheading(option.label, 2)
        yield from _benefits(option)
        yield from _risks(context, option)
    for option in decision.options.values():
        if option not in chosen and option not in bare:
            yield from _listed_points(option)
    if bare:
        said = "The source lists neither benefits nor risks of "
        whole = len(bare) == len(decision.options)
        told = (
            "any option here; what it says of each stands in section 6."
            if whole
            else f"{listed((o.label for o in bare), 'or')}."
        )
        yield Paragraph(inline(said, told))


def _chosen(decision: DecisionExplanation) -> tuple[OptionExplanation, ...]:
    """The options that are recommended, for the whole or for one of its groups."""
    keys = (key for part in (decision, *decision.groups.values()) for key in part.verdict.recommended)
    return tuple(decision.options[key] for key in dict.fromkeys(keys))


def _said(option: OptionExplanation, point: StatedPoint) -> Inline:
    """A point with its id, and the importance that the source gives it."""
    grades = {s: w.importance for w in option.weights if w.importance for s in w.statements}
    grade = grades.get(point.statement)
    return inline(
        point.text, cited((point.statement,)), f" {grade.capitalize()} importance." if grade else ""
    )


def _benefits(option: OptionExplanation) -> Iterator[Block]:
    points = option.of_kind(PointKind.BENEFIT)
    yield Paragraph(
        inline(
            f"Benefits of {option.label}:" if points else f"The source lists no benefit of {option.label}."
        )
    )
    if points:
        yield Items(tuple(_said(option, p) for p in points))


def _risks(context: Context, option: OptionExplanation) -> Iterator[Block]:
    points = option.of_kind(PointKind.RISK)
    if not points:
        yield Paragraph(inline(f"The source lists no risk of {option.label}."))
        return
    fields = context.form(Part.RISKS).fields
    rows = tuple((_said(option, p), *context.blank_row(Part.RISKS, p.statement)) for p in points)
    yield Table(f"Risks of {option.label}", ("Risk", *fields.values()), rows, (28, 11, 14, 11, 14, 11, 11))


def _other_risks(context: Context) -> Iterator[Block]:
    """The risks that people add; a blank for each recommended option of which no source lists a risk, and at least one."""
    form, filled = context.form(Part.OTHER_RISKS), context.blanks.entries(Part.OTHER_RISKS)
    options = (option for decision in context.decisions for option in _chosen(decision))
    bare = [option.label for option in options if not option.of_kind(PointKind.RISK)]
    blank = inline(Span(TO_FILL, Mark.BLANK))
    rows = [(inline(Span(risk, Mark.FILLED)), *context.blank_row(Part.OTHER_RISKS, risk)) for risk in filled]
    told = {plain(row[1]) for row in rows}
    others = [inline(label) for label in bare if label not in told] or ([] if rows else [blank])
    rows += [(blank, other, *(blank for _ in range(len(form.fields) - 1))) for other in others]
    said = (
        f"The sources list no risk of {listed(bare, 'or')}, which does not mean that there is none. "
        if bare
        else ""
    )
    yield Subheading("Risks that no source lists")
    yield Paragraph(inline(said, "What else may go wrong is for people to say."))
    head = ("Risk", *form.fields.values())
    yield Table("Risks that no source lists", head, tuple(rows), (19, 20, 14, 11, 14, 11, 11))


def _listed_points(option: OptionExplanation) -> Iterator[Block]:
    """What the source lists of an option that is not recommended."""
    yield Subheading(option.label, 2)
    for kind, words in KINDS.items():
        points = option.of_kind(kind)
        if points:
            yield Paragraph(inline(f"{words}:"))
            yield Items(tuple(_said(option, p) for p in points))

"""A case in; section 10 out: every benefit and risk that the sources list, with blanks for what is done about a risk."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.explanation import OptionExplanation
from advisor.model.blanks import Part
from advisor.model.options import PointKind
from advisor.render.paper.context import (
    GUIDANCE,
    Context,
    cited,
)
from advisor.render.paper.document import (
    Block,
    Items,
    Paragraph,
    Subheading,
    Table,
    inline,
)

KINDS = {PointKind.BENEFIT: "Benefits", PointKind.RISK: "Risks"}


def benefits_blocks(context: Context) -> tuple[Block, ...]:
    """Section 10."""
    blocks: list[Block] = [
        Paragraph(
            inline(
                "Every benefit and risk that the source lists stands here, with the id of its statement. "
                "All of it is ",
                GUIDANCE,
                ". Whether a risk applies here, and what is done about it, only people can say.",
            )
        )
    ]
    for decision in context.decisions:
        blocks.append(Subheading(context.label(decision)))
        chosen = decision.recommended()
        for option in chosen:
            blocks.append(Subheading(option.label, 2))
            blocks += _benefits(option)
            blocks += _risks(context, option)
        for option in decision.options.values():
            if option not in chosen:
                blocks += _listed_points(option)
    return tuple(blocks)


def _benefits(option: OptionExplanation) -> Iterator[Block]:
    points = option.of_kind(PointKind.BENEFIT)
    yield Paragraph(
        inline(
            f"Benefits of {option.label}:" if points else f"The source lists no benefit of {option.label}."
        )
    )
    if points:
        yield Items(tuple(inline(p.text, cited((p.statement,))) for p in points))


def _risks(context: Context, option: OptionExplanation) -> Iterator[Block]:
    points = option.of_kind(PointKind.RISK)
    if not points:
        yield Paragraph(inline(f"The source lists no risk of {option.label}."))
        return
    fields = context.form(Part.RISKS).fields
    rows = tuple(
        (inline(p.text, cited((p.statement,))), *context.blank_row(Part.RISKS, p.statement)) for p in points
    )
    yield Table(f"Risks of {option.label}", ("Risk", *fields.values()), rows, (28, 11, 14, 11, 14, 11, 11))


def _listed_points(option: OptionExplanation) -> Iterator[Block]:
    """What the source lists of an option that is not recommended."""
    yield Subheading(option.label, 2)
    listed = [(words, option.of_kind(kind)) for kind, words in KINDS.items()]
    if not any(points for _, points in listed):
        yield Paragraph(inline(f"The source lists neither benefits nor risks of {option.label}."))
    for words, points in listed:
        if points:
            yield Paragraph(inline(f"{words}:"))
            yield Items(tuple(inline(p.text, cited((p.statement,))) for p in points))

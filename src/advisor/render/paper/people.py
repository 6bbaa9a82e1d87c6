"""A case in; sections 14 to 20 out: what only people can say, as visible blanks or as what they filled in."""

from __future__ import annotations

from advisor.model.blanks import Part, decision_field, signature_field
from advisor.model.paper_words import ALL_DECISIONS
from advisor.render.paper.context import TO_FILL, Context
from advisor.render.paper.document import Block, Items, Paragraph, Subheading, Table
from advisor.render.paper.others import open_words
from advisor.render.paper.spans import Inline, Mark, Span, inline

SIGN_HERE = "Signature and date: ____________________"
ONE_BODY = "a body still to be named"


def conflicts_blocks(context: Context) -> tuple[Block, ...]:
    """Section 14."""
    form = context.form(Part.CONFLICTS)
    people = context.blanks.entries(Part.CONFLICTS)
    blocks: list[Block] = [
        Paragraph(
            inline(
                "Interests are to be declared by everybody who gave an answer and by everybody who "
                "decides. That there are none is "
                "somebody's answer too: it is never assumed."
            )
        )
    ]
    said_by, said_on = (context.blank(Part.NO_CONFLICTS, name) for name in ("said-by", "said-on"))
    said_none = said_by.mark is Mark.FILLED
    if people or not said_none:
        rows = tuple((inline(Span(p, Mark.FILLED)), *context.blank_row(Part.CONFLICTS, p)) for p in people)
        rows = rows or (tuple(inline(Span(TO_FILL, Mark.BLANK)) for _ in range(len(form.fields) + 1)),)
        blocks.append(Table("Declared interests", ("Person", *form.fields.values()), rows, (24, 28, 20, 28)))
    no = "No other interests" if people else "No interests"
    said = (
        f"{no} were declared. This was said" if said_none else f"If {no.lower()} were declared, that is said"
    )
    blocks.append(Paragraph(inline(f"{said} by: ", said_by, "; on: ", said_on, ".")))
    return tuple(blocks)


def assessments_blocks(context: Context) -> tuple[Block, ...]:
    """Section 15."""
    said = "This paper makes no impact assessment. Each is done, due or not needed, and somebody says which."
    return _listed(context, Part.ASSESSMENTS, "Assessment", said, (34, 20, 26, 20))


def involvement_blocks(context: Context) -> tuple[Block, ...]:
    """Section 16."""
    said = "Who has been involved or consulted, and what they said, is for people to write."
    return _listed(context, Part.INVOLVEMENT, "Asked", said, (40, 60))


def factors_blocks(context: Context) -> tuple[Block, ...]:
    """Section 17."""
    said = (
        "The sources give no figures of cost and do not say what is affordable. The evidence for each factor is for "
        "people to give."
    )
    return _listed(context, Part.SUCCESS_FACTORS, "Factor", said, (40, 60))


def _listed(context: Context, part: Part, what: str, said: str, widths: tuple[int, ...]) -> tuple[Block, ...]:
    form = context.form(part)
    if not form.entries:
        return (Paragraph(inline("The knowledge base names nothing to be filled in here.")),)
    rows = tuple((inline(label), *context.blank_row(part, entry)) for entry, label in form.entries.items())
    return (Paragraph(inline(said)), Table(form.title, (what, *form.fields.values()), rows, widths))


def overrides_blocks(context: Context) -> tuple[Block, ...]:
    """Section 18."""
    form = context.form(Part.OVERRIDES)
    rows = tuple(
        (inline(context.label(d)), *context.blank_row(Part.OVERRIDES, d.decision)) for d in context.decisions
    )
    said = (
        "Where a body decides otherwise than recommended, it says what it decided, why and by whom. "
        "A departure from guidance has to be explained."
    )
    if not rows:
        return (Paragraph(inline(said)),)
    return (
        Paragraph(inline(said)),
        Table(
            "Departures from the recommendation", ("Decision", *form.fields.values()), rows, (28, 24, 28, 20)
        ),
    )


def records_blocks(context: Context) -> tuple[Block, ...]:
    """Section 19."""
    named = context.blanks.entries(Part.RECORDS)
    unnamed = () if set(named) - set(context.members()) or not context.unnamed_bodies() else (ONE_BODY,)
    bodies = (*dict.fromkeys((*context.members(), *named)), *unnamed)
    signatures = context.kb.paper.signatures
    signed = {signature_field(title) for title in signatures}
    blocks: list[Block] = [
        Paragraph(
            inline(
                "Each body decides for itself, under its own terms of reference, so there is one record "
                "for each. A meeting held in common changes nothing of that. Any further body that decides needs a "
                "record too."
            )
        )
    ]
    for body in bodies:
        rows: list[tuple[Inline, ...]] = [
            (inline(label), inline(context.blank(Part.RECORDS, name, body)))
            for name, label in record_fields(context, body).items()
            if name not in signed
        ]
        if body == ONE_BODY:
            rows.insert(0, (inline("Name of the body"), inline(Span(TO_FILL, Mark.BLANK))))
        for title in signatures:
            name = context.blank(Part.RECORDS, signature_field(title), body)
            rows.append((inline(title), inline("Name: ", name, ". ", Span(SIGN_HERE, Mark.BLANK))))
        blocks.append(Subheading(f"Decision record: {body}"))
        # The head stands on every page of a table: no signature is ever seen without the name of its body, and none without
        # the end of what it signs.
        kept = len(signatures) + 2
        blocks.append(Table(f"Decision record: {body}", ("Body", body), tuple(rows), (30, 70), together=kept))
    return tuple(blocks)


def record_fields(context: Context, body: str) -> dict[str, str]:
    """What the record of a body asks: of the fields for a decision only those of this paper, and any that is filled in."""
    decisions = context.decisions
    each = {decision_field(d.decision) for d in decisions} if len(decisions) > 1 else {"decision"}
    others = {"decision", *map(decision_field, context.kb.decisions)} - each
    return {
        name: context.wording.fill(label)
        for name, label in context.form(Part.RECORDS).fields.items()
        if name not in others or context.blanks.text(Part.RECORDS, body, name)
    }


def steps_blocks(context: Context) -> tuple[Block, ...]:
    """Section 20."""
    form = context.form(Part.NEXT_STEPS)
    groups = (
        (ALL_DECISIONS, "For every decision"),
        *((d.decision, context.label(d)) for d in context.decisions),
    )
    blocks: list[Block] = [
        Paragraph(
            inline(
                "What is still to be done, by whom and by when. The list is a start and is not from the "
                "guidance; strike out what does not apply."
            )
        )
    ]
    for group, title in groups:
        steps = context.kb.paper.next_steps.get(group, {})
        rows = tuple(
            (inline(text), *context.blank_row(Part.NEXT_STEPS, f"{group}.{step}"))
            for step, text in steps.items()
        )
        if rows:
            blocks.append(Table(f"Next steps: {title}", ("Step", *form.fields.values()), rows, (60, 22, 18)))
    missing = dict.fromkeys(
        words for d in context.decisions for part in (d, *d.groups.values()) for words in open_words(part)
    )
    if missing:
        blocks.append(Paragraph(inline("These answers are still to be found:")))
        blocks.append(Items(tuple(inline(words) for words in missing)))
    return tuple(blocks)

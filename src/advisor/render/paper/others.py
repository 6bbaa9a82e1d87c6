"""A case in; section 8 out: why not the other options, what would make each the recommendation, how far results stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.decide import Outcome
from advisor.explanation import DecisionExplanation
from advisor.explanation.counterfactual import ChangeTo
from advisor.explanation.parts import options_of_part
from advisor.explanation.proof import StepKind
from advisor.explanation.why_not import WhyNot, why_not
from advisor.model.options import Policy
from advisor.quantities import counted
from advisor.render.paper.context import Context, cited, ids, several_groups
from advisor.render.paper.document import Block, Items, Paragraph, Subheading, Table
from advisor.render.paper.firm import firm_blocks
from advisor.render.paper.reasons import origin
from advisor.render.paper.spans import Inline, inline, joined, plain
from advisor.render.paper.words import started

SHOWN, SINGLE = 2, 6
"""So many ways to change a result are told in full, and so many where each changes one answer alone."""
BESIDE = " (it would then be level with others, and not recommended alone)"
LISTED = 20
"""Of so many others each has a row of its own in a table."""


WAYS = 4
"""Of so many ways to put right what an option falls short by each is told."""


def why_not_blocks(context: Context) -> tuple[Block, ...]:
    """Section 8."""
    blocks: list[Block] = [
        Paragraph(
            inline(
                "For each option that is not recommended: where it stands, the least that its condition falls short by "
                "(section 6 has all of it), and the smallest changes that would make it "
                "the recommendation, with the answer or figure as it is now. Then, how far the result stands around what "
                "is answered now, one answer changed at a time, and what lies next beyond; further off it may stand again. "
                "Where they are told, both are exact: they are worked out from the rules. Of the numbers beyond a limit the "
                "nearest of three digits is named, or of as many more digits as it takes. They show "
                "how near each option came, and are no advice to change an answer. The program applies only the "
                "conditions that its rules set: whether an option makes sense with a change is for people to judge."
            )
        )
    ]
    for decision in context.decisions:
        blocks.append(Subheading(context.label(decision)))
        blocks += _others(context, decision)
        blocks += _ahead(context, decision)
        blocks += firm_blocks(context, decision)
        blocks += _open(context, decision)
    return tuple(blocks)


def _others(context: Context, decision: DecisionExplanation) -> Iterator[Block]:
    spanning = options_of_part(decision, None)
    others = [why_not(decision, key) for key in spanning if key not in decision.verdict.recommended]
    if others:
        yield _others_table(context, decision, others)
        yield from other_ways(
            context.label(decision), (context.changes.get((None, other.option)) for other in others)
        )
        if len(spanning) < len(decision.options):
            yield Paragraph(
                inline(f"Every other option is judged for each {context.group_name(decision)}; see annex C.")
            )
    else:
        yield Paragraph(inline("Every option is recommended."))


def _ahead(context: Context, decision: DecisionExplanation) -> Iterator[Block]:
    """For each of several recommended options, what would make it the only one."""
    recommended = decision.verdict.recommended
    found = [context.changes.get((None, key)) for key in recommended] if len(recommended) > 1 else []
    rows = tuple((inline(c.label), change_words(c)) for c in found if c is not None)
    if rows:
        head = ("Option", "What would make it the only recommendation")
        yield Table(f"What would put one ahead: {context.label(decision)}", head, rows, (28, 72))
        yield from other_ways(context.label(decision), found)


def _others_table(context: Context, decision: DecisionExplanation, others: list[WhyNot]) -> Table:
    rows = tuple(
        (inline(o.label), _reason(context, decision, o), _change(context, decision, o)) for o in others
    )
    head = ("Option", "Why not", "What would make it the recommendation")
    return Table(f"Why not the others: {context.label(decision)}", head, rows, (22, 36, 42))


def _reason(context: Context, decision: DecisionExplanation, other: WhyNot) -> Inline:
    """Where an option stands, on what rule that rests, and what it falls short by; section 9 has what was weighed."""
    weighted = context.kb.decisions[decision.decision].policy is Policy.WEIGHTED
    rules_behind = (s for s in other.head.because if s.kind is StepKind.RULE)
    behind = (s for s in rules_behind if not (weighted and s.weighs))
    rules = [inline(s.sentence, " (", origin(s), cited(s.statements), ")") for s in behind]
    said = [inline(standing_sentence(decision, other)), *rules, inline(falls_short(other))]
    return joined(filter(None, said), " ")


def falls_short(other: WhyNot) -> str:
    """What an option falls short by: what any way to put it right asks for, and then the ways, of which one is enough."""
    ways = [[step.sentence for step in steps] for steps in other.sets]
    always = [said for said in (ways[0] if ways else ()) if all(said in way for way in ways)]
    choices = [rest for way in ways if (rest := "; and ".join(said for said in way if said not in always))]
    said = [f"{started(words)}." for words in always]
    said += [f"{'Or' if n else 'Either'} {choice}." for n, choice in enumerate(choices[:WAYS])]
    more = len(choices) - WAYS
    return " ".join([*said, f"Or in {counted(more, 'other way')}."] if more > 0 else said)


def standing_sentence(decision: DecisionExplanation, other: WhyNot) -> str:
    """That an option is not recommended and why, without its name; not yet, where a missing answer may still change it."""
    sentence = other.head.sentence.removeprefix(f"{other.label} is ")
    if other.option in decision.verdict.contenders and "recommended so far" not in sentence:
        sentence = sentence.replace("not recommended", "not recommended yet", 1)
    return started(sentence)


def _change(context: Context, decision: DecisionExplanation, other: WhyNot) -> Inline:
    """The smallest changes of answers."""
    change = context.changes.get((None, other.option))
    if change is not None:
        return change_words(change)
    return inline("Not worked out" if several_groups(decision) else "–")


def change_words(change: ChangeTo) -> Inline:
    """The smallest sets of changes that make an option the recommendation, or why none can; of many a few."""
    if not change.sets:
        return inline(change.head.sentence)
    shown, others = _ways(change)
    rest = f"; or in {counted(len(others), 'other way')} as small, in the next table" if others else ""
    more = " and more" if change.more else ""
    return inline("If ", joined(shown, "; or if "), rest, more, BESIDE if change.beside else "")


def other_ways(name: str, changes: Iterable[ChangeTo | None]) -> Iterator[Table]:
    """The ways as small as those of `change_words` that it only counts, under the name of what is judged."""
    rows = tuple((inline(c.label), way) for c in changes if c for way in _listed(c))
    if rows:
        head = ("Option", "What would make it the recommendation as well")
        yield Table(f"Other changes as small: {name}", head, rows, (28, 72))


def _listed(change: ChangeTo) -> Iterator[Inline]:
    """The ways that are told besides, which are the shortest where there are too many, and where to find the rest."""
    _, ways = _ways(change)
    shown = _shortest(ways, LISTED)
    yield from (inline("If ", way, BESIDE if change.beside else "") for way in shown)
    if len(ways) > len(shown):
        rest = counted(len(ways) - len(shown), "more way")
        yield inline(
            rest, ", listed by “advisor explain CASE --change-to ", ids((change.option,)), " --json”."
        )


def _ways(change: ChangeTo) -> tuple[list[Inline], list[Inline]]:
    """The ways that are told at once, which are the shortest where there are too many, and all the others."""
    ways = [joined((inline(c.step.sentence) for c in changed), "; and ") for changed in change.sets]
    most = SINGLE if change.sets and len(change.sets[0]) == 1 else SHOWN
    first = _shortest(ways, most)
    return first, [way for way in ways if way not in first]


def _shortest(ways: list[Inline], most: int) -> list[Inline]:
    """So many of the ways at most, in the order in which they stand, or the shortest where there are more."""
    return sorted(ways, key=lambda way: len(plain(way)))[:most] if len(ways) > most else ways


def _open(context: Context, decision: DecisionExplanation) -> Iterator[Block]:
    """What could still change the result, or put one of several ahead."""
    if decision.open_questions:
        yield Paragraph(inline("These answers are not known and could still change the result:"))
        yield Items(tuple(inline(asked) for asked in open_words(decision)))
    if decision.open_preferences and decision.verdict.outcome is Outcome.SEVERAL:
        yield Paragraph(inline("These answers could put one of the options that hold ahead:"))
        asks = ((q, context.kb.questions[q].ask) for q in decision.open_preferences)
        yield Items(tuple(inline(decision.wording.fill(ask)) for _, ask in asks))


def open_words(decision: DecisionExplanation) -> tuple[str, ...]:
    """Each question whose answer could still change a result, with the items of it that are open."""
    questions, wording = decision.wording.kb.questions, decision.wording
    said = []
    for question in decision.open_questions:
        items = [i.split(".", 1)[1] for i in decision.open_items if i.split(".", 1)[0] == question]
        labels = "; ".join(
            wording.fill(questions[question].items[i]) for i in items if i in questions[question].items
        )
        ask = wording.fill(questions[question].ask)
        said.append(f"{ask} In particular: {labels}." if labels else ask)
    return tuple(said)

"""The `expect` of a scenario in; what should come out of it, decision by decision, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from advisor.errors import AnswerError
from advisor.model.case import Expectation
from advisor.model.knowledge import KnowledgeBase
from advisor.quantities import parse_ratio
from advisor.reader.fields import Fields, flat, one_of
from advisor.reader.yaml.nodes import Node, Report, Sequence, Text

OUTCOMES = ("one", "several", "none", "undecided", "not-applicable")
HOLDS = ("yes", "no", "unknown")
STATUSES = ("met", "partly-met", "not-met", "unknown", "ruled-out")


def expectations(fields: Fields, kb: KnowledgeBase, report: Report) -> dict[str, Expectation]:
    """What a scenario expects of each decision that it names."""
    expected = {}
    for key, node in fields.pairs("expect"):
        if key.value in kb.decisions:
            expected[key.value] = _expectation(key.value, node, kb, report)
        else:
            fields.unknown_word(f"decision {key.value!r}", key, kb.decisions, "KB209")
    return expected


def _expectation(decision: str, node: Node, kb: KnowledgeBase, report: Report) -> Expectation:
    fields = Fields(node, f"what is expected of {decision}", report)
    options = kb.decisions[decision].options
    outcome = fields.raw("outcome", required=True)
    if outcome is not None and outcome.value not in OUTCOMES:
        fields.unknown_word(f"outcome {outcome.value!r}", outcome, OUTCOMES, "KB104")
    group = kb.decisions[decision].per_group
    columns = kb.questions[group.table].columns if group else None
    by_group = f"by_{columns.group}" if columns else "by_group"
    expectation = Expectation(
        outcome=outcome.value if outcome else "",
        recommended=_words(fields, "recommended", options, "option"),
        options=_expected_options(fields, options),
        undecided_because=_words(fields, "undecided_because", kb.questions, "question"),
        described=_rung(fields, "described", options),
        ceiling=_rung(fields, "ceiling", options),
        by_group={k.value: _expectation(decision, v, kb, report) for k, v in fields.pairs(by_group)},
        notes=tuple(flat(t) for t in fields.words("notes")),
        in_favour=_expected_sums(fields, "for", options),
        against=_expected_sums(fields, "against", options),
        rules=_expected_rules(fields, kb),
    )
    fields.finish()
    return expectation


def _words(fields: Fields, key: str, known: Iterable[str], what: str) -> tuple[str, ...] | None:
    if fields.node(key) is None:
        return None
    words = fields.words(key)
    for text in words:
        if text.value not in known:
            fields.unknown_word(f"{what} {text.value!r}", text, known, "KB205")
    return tuple(t.value for t in words)


def _rung(fields: Fields, key: str, options: Iterable[str]) -> str | None:
    raw = fields.raw(key)
    if raw is not None and raw.value not in (*options, "none"):
        fields.unknown_word(f"level {raw.value!r}", raw, options, "KB205")
    return raw.value if raw else None


def _expected_sums(fields: Fields, key: str, options: Iterable[str]) -> dict[str, tuple[Fraction, Fraction]]:
    """What an option's points come to: one number, or the least and the most while answers are open."""
    expected = {}
    for name, node in fields.pairs(key):
        if name.value not in options:
            fields.unknown_word(f"option {name.value!r}", name, options, "KB205")
            continue
        texts = list(node.items) if isinstance(node, Sequence) else [node]
        try:
            sums = [parse_ratio(t.value) for t in texts if isinstance(t, Text)]
        except AnswerError as error:
            fields.problem("KB105", str(error), node.where, error.hint)
            continue
        if len(sums) != len(texts) or len(sums) not in (1, 2):
            fields.problem("KB103", f"{key!r} is a number, or a list of the least and the most", node.where)
            continue
        expected[name.value] = (sums[0], sums[-1])
    return expected


def _expected_rules(fields: Fields, kb: KnowledgeBase) -> dict[str, str]:
    """Of each rule named, whether it holds."""
    expected = {}
    for key, node in fields.pairs("rules"):
        if key.value not in kb.rules:
            fields.unknown_word(f"rule {key.value!r}", key, kb.rules, "KB216")
        elif not isinstance(node, Text) or node.value not in HOLDS:
            fields.problem(
                "KB104", f"whether {key.value!r} holds is said in one word", node.where, one_of(HOLDS)
            )
        else:
            expected[key.value] = node.value
    return expected


def _expected_options(fields: Fields, options: Iterable[str]) -> Mapping[str, str]:
    expected = {}
    for key, node in fields.pairs("options"):
        if key.value not in options:
            fields.unknown_word(f"option {key.value!r}", key, options, "KB205")
        elif not isinstance(node, Text):
            fields.problem("KB104", f"{key.value!r} must have a status", node.where, one_of(STATUSES))
        elif fields.is_known(node, STATUSES, "a status", "KB104"):
            expected[key.value] = node.value
    return expected

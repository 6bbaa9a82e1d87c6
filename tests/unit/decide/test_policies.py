"""How a decision is settled, policy by policy, on knowledge bases of a few lines: statuses, outcomes and sums."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from advisor.consultation import Consultant
from advisor.decide import Outcome, Verdict
from advisor.model.case import Answer, Case
from advisor.model.knowledge import KnowledgeBase
from tests.small_kb import HEADER, knowledge

ABOUT = "help: h, matters: m, where: w"


def settled(kb: KnowledgeBase, answers: dict[str, Answer]) -> Verdict:
    case = Case("case", "case", "p", {}, ("d",), answers, {}, {})
    return Consultant(kb, kb.settings_for("p", {}), ("d",)).settle(case)["d"].verdict


def statuses(verdict: Verdict) -> str:
    return " ".join(option.status for option in verdict.options.values())


def outcome(verdict: Verdict) -> str:
    return f"{verdict.outcome}: {' '.join(key.removeprefix('d.') for key in verdict.recommended)}".rstrip(
        ": "
    )


CONDITIONS = """
R-1: {meets: a, when: {p: yes}, basis: tool, because: x}
R-2: {partly-meets: b, when: {q: yes}, basis: tool, because: x}
R-3: {rules-out: a, when: {r: yes}, basis: tool, because: x}
"""
# What p, q and r are (yes, no, or ? for unknown); the statuses of a and b; what comes out; what it waits for.
BY_CONDITIONS = [
    ("yyn", "met partly-met", "one: a", ""),
    ("ynn", "met not-met", "one: a", ""),
    ("nyn", "not-met partly-met", "one: b", ""),
    ("nnn", "not-met not-met", "none", ""),
    ("yyy", "ruled-out partly-met", "one: b", ""),
    ("yny", "ruled-out not-met", "none", ""),
    ("nyy", "ruled-out partly-met", "one: b", ""),
    ("?yn", "unknown partly-met", "undecided", "p"),
    ("?nn", "unknown not-met", "undecided", "p"),
    ("y?n", "met unknown", "one: a", ""),
    ("n?n", "not-met unknown", "undecided", "q"),
    ("yy?", "unknown partly-met", "undecided", "r"),
    ("yn?", "unknown not-met", "undecided", "r"),
    ("ny?", "unknown partly-met", "one: b", ""),
    ("nn?", "unknown not-met", "none", ""),
    ("?ny", "ruled-out not-met", "none", ""),
    ("y??", "unknown unknown", "undecided", "q r"),
    ("???", "unknown unknown", "undecided", "p q r"),
]


@pytest.mark.parametrize(("said", "stands", "comes", "waits"), BY_CONDITIONS)
def test_conditions(said: str, stands: str, comes: str, waits: str) -> None:
    words = {"y": "yes", "n": "no"}
    answers: dict[str, Answer] = {name: words[a] for name, a in zip("pqr", said, strict=True) if a != "?"}
    verdict = settled(knowledge(rules=CONDITIONS), answers)
    assert (statuses(verdict), outcome(verdict)) == (stands, comes)
    assert " ".join(verdict.open_attributes) == waits
    ways = product(*(("yes", "no") if a == "?" else (words[a],) for a in said))
    contends(verdict, knowledge(rules=CONDITIONS), [dict(zip("pqr", way, strict=True)) for way in ways])


BOTH = """
R-1: {meets: a, when: {p: yes}, basis: tool, because: x}
R-2: {meets: b, when: {p: yes, q: yes}, basis: tool, because: x}
R-3: {supports: a, when: {r: yes}, basis: tool, because: x}
R-4: {counts-against: b, as-much-as: w.one, basis: tool, because: x}
R-5: {supports: b, as-much-as: v.one, basis: tool, because: x}
"""
WISHES = f"""
w: {{kind: ratings, label: w, ask: w, items: {{one: One, two: Two}}, preference: yes, {ABOUT}}}
v: {{kind: ratings, label: v, ask: v, items: {{one: One, two: Two}}, {ABOUT}}}
"""


@pytest.mark.parametrize(
    ("more", "comes"),
    [
        ({"r": "no", "v": {"one": Fraction(0)}}, "several: b a"),  # the more specific first
        ({"r": "yes", "v": {"one": Fraction(0)}}, "one: a"),
        ({"r": "no", "v": {"one": Fraction(1)}}, "one: b"),
        ({"r": "yes", "v": {"one": Fraction(3)}}, "several: b a"),
        ({"r": "yes", "v": {"one": Fraction(2)}}, "one: a"),
        ({"r": "yes"}, "undecided: a"),  # b may draw level, no more
        ({"v": {"one": Fraction(0)}}, "undecided: a"),  # a is recommended whatever r is, with or without b
        ({"r": "no", "v": {"one": Fraction(0)}, "w": {"one": Fraction(1)}}, "one: a"),
        ({"r": "no", "v": {"one": Fraction(1)}, "w": {"one": Fraction(1)}}, "several: b a"),
    ],
)
def test_what_speaks_for_and_against_separates_what_holds(more: dict[str, Answer], comes: str) -> None:
    kb = knowledge(rules=BOTH, questions=WISHES)
    verdict = settled(kb, {"p": "yes", "q": "yes", **more})
    assert outcome(verdict) == comes


def test_an_unanswered_preference_is_open_and_leaves_nothing_undecided() -> None:
    kb = knowledge(rules=BOTH, questions=WISHES)
    verdict = settled(kb, {"p": "yes", "q": "yes", "r": "no", "v": {"one": Fraction(0)}})
    assert verdict.unanswered_preferences == ("w.one",)
    assert verdict.open_attributes == ()


def test_what_speaks_for_an_option_never_makes_it_hold() -> None:
    kb = knowledge(rules=BOTH, questions=WISHES)
    assert outcome(settled(kb, {"p": "no", "r": "yes", "v": {"one": Fraction(3)}})) == "none"


def ladder(rules: str) -> KnowledgeBase:
    options = "\n".join(f"o{n}: {{label: O{n}, summary: s}}" for n in range(4))
    decision = (
        "label: D\nasks: d\nsource: s\npolicy: ladder\noptions: [o0, o1, o2, o3]\nquestions: [p, q, r, n]"
    )
    return knowledge(
        rules=rules,
        questions=f"n: {{kind: number, min: 0, whole: yes, label: n, ask: n, {ABOUT}}}",
        files={"d/options.yaml": options, "d/decision.yaml": decision},
    )


LADDER = """
R-1: {meets: o0, when: {n: exactly 0}, basis: tool, because: x}
R-2: {meets: o1, when: {n: at least 1}, basis: tool, because: x}
R-3: {meets: o2, when: {n: at least 2}, basis: tool, because: x}
R-4: {meets: o3, when: {n: at least 3}, basis: tool, because: x}
R-5: {rules-out: above o1, when: {p: yes}, basis: tool, because: x}
R-6: {rules-out: above o2, when: {q: yes}, basis: tool, because: x}
"""


@pytest.mark.parametrize(
    ("said", "comes", "described", "ceiling", "stands"),
    [
        ((0, "no", "no"), "one: o0", "o0", "o3", "met not-met not-met not-met"),
        ((2, "no", "no"), "one: o2", "o2", "o3", "not-met not-met met not-met"),
        ((3, "no", "no"), "one: o3", "o3", "o3", "not-met not-met not-met met"),
        ((3, "no", "yes"), "one: o2", "o3", "o2", "not-met not-met not-met ruled-out"),
        ((3, "yes", "no"), "one: o1", "o3", "o1", "not-met not-met ruled-out ruled-out"),
        ((3, "yes", None), "one: o1", "o3", "o1", "not-met not-met ruled-out ruled-out"),
        ((1, None, None), "one: o1", "o1", "o1-o3", "not-met met unknown unknown"),
        ((3, None, "no"), "undecided", "o3", "o1-o3", "not-met not-met unknown unknown"),
        ((None, "yes", "no"), "undecided", "None-o3", "o1", "unknown unknown ruled-out ruled-out"),
    ],
)
def test_a_ladder(
    said: tuple[int | str | None, ...], comes: str, described: str, ceiling: str, stands: str
) -> None:
    answers: dict[str, Answer] = {
        name: Fraction(answer) if isinstance(answer, int) else answer
        for name, answer in zip("npq", said, strict=True)
        if answer is not None
    }
    verdict = settled(ladder(LADDER), answers)
    assert outcome(verdict) == comes
    assert [rungs(verdict.described), rungs(verdict.ceiling)] == [described, ceiling]
    assert statuses(verdict) == stands
    numbers = [Fraction(n) for n in range(5)] if "n" not in answers else [answers["n"]]
    ways = product(numbers, *(("yes", "no") if q not in answers else (answers[q],) for q in "pq"))
    contends(verdict, ladder(LADDER), [dict(zip("npq", way, strict=True)) for way in ways])


def contends(verdict: Verdict, kb: KnowledgeBase, completions: list[dict[str, Answer]]) -> None:
    """Of an undecided result just those options contend that some completion of its answers recommends."""
    found = {key for answers in completions for key in settled(kb, answers).recommended}
    assert set(verdict.contenders) == (found if verdict.outcome is Outcome.UNDECIDED else set())


def rungs(found: tuple[str | None, str | None] | None) -> str:
    assert found is not None
    low, high = (str(rung).removeprefix("d.") for rung in found)
    return low if low == high else f"{low}-{high}"


def test_a_ladder_on_which_nothing_is_described() -> None:
    kb = ladder("R-1: {meets: o2, when: {p: yes}, basis: tool, because: x}")
    verdict = settled(kb, {"p": "no"})
    assert (outcome(verdict), rungs(verdict.described)) == ("none", "None")


WEIGHTS = (
    HEADER
    + """
  importance-weights: {value: {high: 3, low: 1}, kind: numbers, label: w, origin: tool default, reason: so}
  importance-weights-1-1: {value: {high: 1, low: 1}, kind: numbers, label: w, origin: tool default, reason: alike}
"""
)
WEIGHTED = """
R-1: {supports: a, importance: high, as-much-as: v.one, basis: tool, because: x}
R-2: {counts-against: a, importance: low, as-much-as: v.two, basis: tool, because: x}
R-3: {supports: b, importance: low, as-much-as: v.one, basis: tool, because: x}
R-4: {supports: b, importance: low, as-much-as: v.two, basis: tool, because: x}
R-5: {rules-out: a, when: {p: yes}, basis: tool, because: x}
"""


def weighted() -> KnowledgeBase:
    decision = "label: D\nasks: d\nsource: s\npolicy: weighted\noptions: [a, b]\nquestions: [p, q, r, v]"
    return knowledge(
        rules=WEIGHTED,
        questions=f"v: {{kind: applies, label: v, ask: v, items: {{one: One, two: Two}}, {ABOUT}}}",
        files={"d/decision.yaml": decision, "kb.yaml": WEIGHTS},
    )


@pytest.mark.parametrize(
    ("one", "two", "p", "comes", "stands", "fragile"),
    [
        ("yes", "no", "no", "one: a", "met not-met", True),  # 3 to 1; alike 1 to 1
        ("no", "yes", "no", "one: b", "not-met met", False),
        ("partly", "yes", "no", "one: b", "not-met met", False),  # half of 3 less 1, to a half and 1
        ("partly", "no", "no", "one: a", "met not-met", True),
        ("yes", "partly", "no", "one: a", "met not-met", True),
        ("no", "no", "no", "none", "not-met not-met", False),
        ("yes", "no", "yes", "one: b", "ruled-out met", False),
        ("yes", None, "no", "undecided: a", "met unknown", True),  # 3 to 1, or 2 to 2
        ("no", None, "no", "undecided", "not-met unknown", False),  # nothing, or b
        (None, "yes", "yes", "one: b", "ruled-out met", False),
        ("yes", "no", None, "undecided", "unknown unknown", True),
    ],
)
def test_weights(
    one: str | None, two: str | None, p: str | None, comes: str, stands: str, fragile: bool
) -> None:
    items = {name: value for name, value in (("one", one), ("two", two)) if value is not None}
    verdict = settled(weighted(), {"v": items, **({"p": p} if p else {})})
    assert (outcome(verdict), statuses(verdict)) == (comes, stands)
    assert verdict.fragile is fragile


def test_sums_are_intervals_while_answers_are_open() -> None:
    verdict = settled(weighted(), {"v": {"one": "partly"}, "p": "no"})
    a, b = verdict.options.values()
    assert (a.in_favour.low, a.in_favour.high) == (Fraction(3, 2), Fraction(3, 2))
    assert (a.against.low, a.against.high) == (Fraction(0), Fraction(1))
    assert (b.in_favour.low, b.in_favour.high) == (Fraction(1, 2), Fraction(3, 2))
    assert (a.net.low, a.net.high) == (Fraction(1, 2), Fraction(3, 2))


def test_a_decision_that_does_not_apply() -> None:
    decision = "label: D\nasks: d\nsource: s\npolicy: conditions\noptions: [a, b]\nquestions: [p, q, r]\n"
    decision += "applies-when: {r: yes}\notherwise: It does not arise."
    kb = knowledge(
        rules=CONDITIONS.replace("R-3", "R-9").replace("r: yes", "q: no"), files={"d/decision.yaml": decision}
    )
    assert outcome(settled(kb, {"p": "yes", "q": "yes", "r": "no"})) == "not-applicable"
    assert outcome(settled(kb, {"p": "yes", "q": "yes", "r": "yes"})) == "one: a"
    verdict = settled(kb, {"p": "yes", "q": "yes"})
    assert (outcome(verdict), verdict.open_attributes) == ("undecided", ("r",))

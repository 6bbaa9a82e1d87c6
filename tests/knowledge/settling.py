"""Complete answers in, the status of each option and what is recommended out: each decision settled a second time, in plain
Python and without rules, as the published page on settling has it. It shares nothing with the program but the answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

Answers = Mapping[str, Any]
Statuses = dict[str, str]
Settled = tuple[Statuses, set[str]]

HIGH, LOW = 2, 1
LARGE, BORDERLINE = 10, 7
PRIME_VALUE = 100_000_000
WEIGHTS = {"high": 3, "medium": 2, "low": 1}
PART = {"yes": Fraction(1), "partly": Fraction(1, 2), "no": Fraction(0)}
POINTS: Mapping[str, Sequence[str]] = yaml.safe_load(
    (Path(__file__).parent / "points.yaml").read_text("utf-8")
)
LEVELS = (
    "silo",
    "silo-info",
    "align-plans",
    "virtual-group",
    "virtual-aligned",
    "virtual-pooled",
    "unit-targeted",
    "unit-all",
    "one-organisation",
)


def collaboration(answers: Answers, sizes: Sequence[int], everybody: int) -> Settled:
    """One provider's contracts by size; `everybody` counts all the commissioners, and preferences are left unanswered."""
    together = len(sizes) >= 2
    pattern, ratio_reached = _pattern(sizes) if together else ("", False)
    needed, within = answers["support-needed"], answers["support-from-within"]
    similar, outside = together and pattern == "similar", needed != "none"
    statuses = {
        "shared": _met(similar and within == "yes", similar and within == "mostly"),
        "shared-css-tasks": _met(similar and outside),
        "css-interface": _met(together and not similar and outside),
        "lead-per-provider": "not-met",
        "lead-ccg": _met(pattern == "one-dominant", ratio_reached),
        "css-lead": _met(
            everybody >= LARGE or answers["region-wide-service"] == "yes", everybody >= BORDERLINE
        ),
    }
    supported = {
        "specific-tasks": "shared-css-tasks",
        "provider-interface": "css-interface",
        "whole-collaboration": "css-lead",
    }
    return _best(statuses, {o: int(supported.get(needed) == o) for o in statuses})


def spanning(answers: Answers, groups: Sequence[set[str]]) -> Statuses:
    """The options that span several providers, by the commissioners of each."""
    everybody = set().union(*groups)
    same = len(everybody) >= 2 and all(group == everybody for group in groups)
    large = len(everybody) >= LARGE or answers["region-wide-service"] == "yes"
    statuses = dict.fromkeys(("shared", "shared-css-tasks", "css-interface", "lead-ccg"), "not-met")
    statuses["lead-per-provider"] = _met(same and answers["place"] == "conurbation", same)
    statuses["css-lead"] = _met(large, len(everybody) >= BORDERLINE)
    return statuses


def _pattern(sizes: Sequence[int]) -> tuple[str, bool]:
    """The pattern of contract sizes, and whether the largest is dominant by its ratio to the next."""
    whole = sum(sizes)
    main = [size for size in sizes if Fraction(size, whole) >= Fraction(5, 100)]
    if len(main) < 2 or (whole - sum(main)) * 2 > whole:
        main = list(sizes)
    largest, after, *_ = sorted(main, reverse=True)
    if Fraction(largest, min(main)) <= Fraction(3, 2):
        return "similar", largest >= 2 * after
    dominant = largest >= 2 * after
    return ("one-dominant" if dominant and largest * 5 >= whole * 2 else "varied"), dominant


def integration(answers: Answers) -> Settled:
    """The lower of the level described and the ceiling."""
    joint, staff, money = answers["joint-services"], answers["staffing"], answers["money"]
    some = joint in {"named-services", "all-services"}
    ready = answers["change-appetite"] >= HIGH
    holds = (
        joint == "none" and answers["information-shared"] == "no",
        joint == "none" and answers["information-shared"] == "yes",
        joint == "plans-only" and staff == "ad-hoc-meetings",
        joint == "plans-only" and staff == "standing-group" and money == "separate",
        some and staff in {"virtual-team", "standing-group"} and money == "aligned",
        some and staff == "virtual-team" and money in {"shared-by-agreement", "pooled"},
        joint == "named-services" and staff == "co-located" and money == "pooled",
        joint == "all-services"
        and staff in {"one-managed-team", "co-located"}
        and money == "pooled"
        and answers["clear-split"] == "yes",
        staff == "one-organisation" and ready and answers["evidence-required"] == "no",
    )
    top = {3: "virtual-aligned", 2: "unit-targeted"}.get(max(answers["barriers"].values()), LEVELS[-1])
    ceiling = LEVELS.index(top)
    if answers["partners-willing"] == "none":
        ceiling = min(ceiling, LEVELS.index("silo-info"))
    if not ready:
        ceiling = min(ceiling, LEVELS.index("unit-all"))
    described = max((at for at, held in enumerate(holds) if held), default=None)
    statuses = {
        level: "ruled-out" if at > ceiling else _met(at == described) for at, level in enumerate(LEVELS)
    }
    return statuses, set() if described is None else {LEVELS[min(described, ceiling)]}


def footprint(answers: Answers, grades: Mapping[str, str]) -> Settled | None:
    """The highest net of the points switched on; None where there is one council area. `grades` are those of the points."""
    if answers["council-areas"] == 1:
        return None
    on: dict[str, Fraction] = {}
    for circumstance, bites in answers["circumstances"].items():
        for point in POINTS[circumstance]:
            on[point] = max(on.get(point, Fraction(0)), PART[bites])
    nobody = {"no": Fraction(1), "unsure": Fraction(1, 2), "yes": Fraction(0)}[answers["willing-providers"]]
    on |= {"system.disadvantage.8": nobody, "multi-la.disadvantage.12": nobody}
    too_small = answers["big-enough-provider"] == "no"
    on["single.disadvantage.2"] = Fraction(too_small)
    net = dict.fromkeys(("local", "single", "system", "multi-la"), Fraction(0))
    for point, share in on.items():
        option, side, _ = point.split(".")
        net[option] += share * WEIGHTS[grades[point]] * (1 if side == "advantage" else -1)
    running = {o: n for o, n in net.items() if not (o == "single" and too_small)} if any(on.values()) else {}
    ahead = {o for o, n in running.items() if n == max(running.values())}
    statuses = {o: "ruled-out" if o == "single" and too_small else _met(o in ahead) for o in net}
    return statuses, ahead


def delivery(answers: Answers) -> Settled:
    """Required, excluded and supported, by the published table of conditions."""
    wanted, risk, care = (answers[q] for q in ("contracts-wanted", "risk-holder", "holder-gives-care"))
    several, together = answers["delivery-provider-count"] >= 2, wanted == "one-with-one"
    apart, subcontracted = _yes(answers, "keep-independence"), _yes(answers, "subcontracting")
    entity, measured = answers["legal-entity"], answers["outcome-measures"] == "yes"
    practices = "gp-practices" in answers["delivery-providers"]

    def high(*questions: str) -> int:
        return sum(answers[q] >= HIGH for q in questions)

    required = {
        "federation-loose": wanted == "one-per-provider" and risk == "each-provider" and apart,
        "federation-entity": practices and entity == "wanted" and together,
        "alliance": several and wanted == "one-with-all" and risk == "shared-by-all" and not subcontracted,
        "prime": together and risk == "one-lead" and subcontracted and care in {"may", "must"},
        "lead-provider": together and subcontracted and care == "must",
        "integrator": together and subcontracted and care == "must-not" and risk == "separate-body",
        "corporate-jv": several and together and entity == "wanted" and apart,
        "single-provider": answers["single-provider-able"] in {"yes", "with-merger"},
    }
    excluded = {
        "federation-loose": high("single-accountability"),
        "federation-entity": entity == "not-wanted",
        "alliance": answers["trust-and-history"] <= LOW,
        "prime": not subcontracted,
        "lead-provider": care == "must-not",
        "integrator": care == "must",
        "corporate-jv": entity == "not-wanted",
        "single-provider": False,
    }
    supports = {
        "federation-loose": (answers["legal-bond"] in {"none", "memorandum"}) + practices,
        "federation-entity": high("share-staff", "innovation"),
        "alliance": high("trust-and-history", "commissioner-control", "innovation")
        + measured
        + (answers["provider-decisions"] == "equal-say"),
        "prime": (answers["contract-value"] >= PRIME_VALUE)
        + (answers["payment"] in {"capitated", "outcome-at-risk"})
        + measured
        + _yes(answers, "one-pathway"),
        "lead-provider": high("common-records", "decision-speed", "single-accountability"),
        "integrator": int(measured),
        "corporate-jv": _yes(answers, "one-pathway") + (answers["provider-decisions"] == "joint-board"),
        "single-provider": high("single-accountability") + (answers["payment"] != "separate"),
    }
    return _best({o: "ruled-out" if excluded[o] else _met(required[o]) for o in required}, supports)


def provision(answers: Answers) -> Settled:
    """Required, excluded and supported, by the published table."""
    decide, held = answers["provider-decisions"], answers["holding-framework"]
    now = answers["current-arrangement"]

    def high(*questions: str) -> int:
        return sum(answers[q] >= HIGH for q in questions)

    required = {
        "network": decide == "each-for-itself" and held == "coordinator",
        "consortium": bool(high("share-staff")) and decide in {"equal-say", "joint-board"},
        "lead-provider": decide == "lead-decides",
    }
    excluded = {
        "network": high("share-staff", "single-accountability"),
        "consortium": high("decision-speed") or held == "neither",
        "lead-provider": False,
    }
    supports = {
        "network": _yes(answers, "keep-independence"),
        "consortium": high("single-brand", "trust-and-history"),
        "lead-provider": high("decision-speed", "common-records", "single-accountability")
        - high("commissioner-control")
        - (answers["narrows-bidders"] == "yes"),
    }
    return _best(
        {o: "ruled-out" if excluded[o] else _met(required[o]) for o in required},
        {o: points + (now == o) for o, points in supports.items()},
    )


def _yes(answers: Answers, question: str) -> int:
    return int(answers[question] == "yes")


def _met(whole: object, part: object = False) -> str:
    return "met" if whole else "partly-met" if part else "not-met"


def _best(statuses: Statuses, supports: Mapping[str, int]) -> Settled:
    """Of the options that hold, or else of those that hold in part, those with the most in their support."""
    holding = [o for o, s in statuses.items() if s == "met"] or [
        o for o, s in statuses.items() if s == "partly-met"
    ]
    most = max((supports[o] for o in holding), default=0)
    return statuses, {o for o in holding if supports[o] == most}

"""The solver's smallest changes against trying every change, on random small knowledge bases and cases."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from advisor.decide import Conclusion, Outcome
from advisor.explanation.counterfactual import MOST_TOLD
from advisor.inquiry.apply import with_changes
from advisor.inquiry.change_to import change_to
from advisor.inquiry.inquirer import Inquirer
from advisor.model.case import Case
from advisor.render.text.what_if import change_to_lines
from tests.differential.random_kb import Sizes, draw_kb, draw_steps
from tests.small_kb import ABOUT, HEADER, knowledge
from tests.unit.inquiry.brute import smallest_by_trying
from tests.unit.inquiry.drawing import BY_SEED, scenario


@pytest.mark.slow
@settings(BY_SEED, max_examples=40)
@given(st.integers(0, 10**9), st.integers(2, 3), st.integers(4, 9))
@example(16293, 3, 5)  # one group of several, and a figure of the whole table
@example(213, 3, 9)  # a point that rests on a preference and on another answer, which is not one
def test_the_solver_finds_every_smallest_set_and_nothing_else(seed, questions, rules):
    rnd = random.Random(seed)
    kb = draw_kb(rnd, Sizes(questions=questions, concepts=2, rules=rules, depth=2))
    answers = draw_steps(rnd, kb, 1)[0]
    case = Case("drawn", "drawn", kb.default_profile, {}, ("d0",), answers, {}, {})
    inquirer = Inquirer(kb, case)
    verdict = inquirer.explanation.decisions["d0"].verdict
    group = rnd.choice([None, *verdict.by_group]) if len(verdict.by_group) > 1 else None
    # A preference that also decides is read in two ways; the check of a knowledge base warns of it.
    assume(
        not any(
            kb.questions[a.question].preference and not a.weighs
            for a in inquirer.answers("d0", group)[1].answerables
        )
    )
    key = rnd.choice(sorted(o for o in kb.options if o.startswith("d0.")))

    def wanted(found: Conclusion) -> bool:
        return found.outcome is Outcome.ONE and found.recommended == (key,)

    tried = smallest_by_trying(inquirer, "d0", group, wanted)
    changes = inquirer.changes("d0", group)
    found = changes.smallest(key)
    if found is None:
        assert tried.sets is None
        return
    units = {a.name: a.unit for a in changes.answers.answerables}
    names = {frozenset(units[c.name] for c in changed) for changed in found.sets}
    cases = (with_changes(kb, case, changed) for changed in found.sets)
    assert all(map(wanted, inquirer.replay(cases, "d0", group)))
    (size,) = {len(units) for units in names}
    if tried.sets is None:
        assert size > tried.most
    else:
        assert names == tried.sets


def shown(inquirer: Inquirer, key: str, *fixed: str) -> list[str]:
    (found,) = change_to(inquirer, key, fixed)
    return ["; ".join(change.step.sentence for change in changes) for changes in found.sets]


def test_a_row_of_a_table_moves_to_the_nearest_amount_that_does(kb):
    inquirer = Inquirer(kb, scenario(kb, "collaboration/worked-sixty-two-thirty-eight.yaml"))
    assert shown(inquirer, "collaboration.shared") == [
        "the value of Northtown with City Hospital fell from £62m to £57m",
        "the value of Southtown with City Hospital rose from £38m to £41.4m",
    ]


def test_an_answer_that_only_another_decision_asks_for_is_changed_too():
    kb = knowledge(
        rules="""
            R-010: {meets: a, when: {e.c: met, q: yes}, basis: tool, because: c, statements: []}
            R-020: {meets: b, when: {e.c: ruled-out}, basis: tool, because: b, statements: []}
            """,
        files={
            "kb.yaml": HEADER.replace("decisions: [d]", "decisions: [d, e]"),
            "e/decision.yaml": "{label: E, asks: e, source: s, policy: conditions, options: [c], questions: [away]}",
            "e/options.yaml": "c: {label: C, summary: c}",
            "e/questions.yaml": f"away: {{kind: yes-no, label: away, ask: away, {ABOUT}}}",
            "e/rules.yaml": """
                E-010: {meets: c, when: {away: no}, basis: tool, because: c, statements: []}
                E-020: {rules-out: c, when: {away: yes}, basis: tool, because: c, statements: []}
                """,
        },
    )
    inquirer = Inquirer(kb, Case("small", "small", "p", {}, ("d",), {"away": "yes", "q": "no"}, {}, {}))
    assert shown(inquirer, "d.a") == ["q: yes (now no); away: no (now yes)"]


def test_words_that_do_the_same_are_one_change(kb):
    inquirer = Inquirer(kb, scenario(kb, "collaboration/worked-sixty-two-thirty-eight.yaml"))
    (found,) = change_to(inquirer, "collaboration.css-interface")
    ((change,),) = found.sets
    assert (change.name, change.values) == (
        "support-needed",
        ("specific-tasks", "provider-interface", "whole-collaboration"),
    )


def test_a_fixed_answer_stays_and_is_named_where_it_stands_in_the_way(kb):
    inquirer = Inquirer(kb, scenario(kb, "collaboration/worked-sixty-two-thirty-eight.yaml"))
    assert len(shown(inquirer, "collaboration.lead-ccg", "place")) == 2
    (found,) = change_to(inquirer, "collaboration.css-lead", ["region-wide-service"])
    assert "as long as the answer on “a service for a whole region” stays" in found.head.sentence


def test_a_figure_that_no_amount_moves_is_the_proof(kb):
    inquirer = Inquirer(kb, scenario(kb, "collaboration/worked-sixty-two-thirty-eight.yaml"))
    (found,) = change_to(inquirer, "collaboration.lead-per-provider")
    assert found.sets == ()
    assert [step.name for step in found.head.because] == ["providers"]


RESTS_ON_P_AND_NOT_Q = "R-010: {meets: a, when: {p: yes, q: no}, basis: tool, because: a, statements: []}"
NO_CHANGE = "No change of answers can make A the recommendation"


def why_never(decision: str = "", asked_when: str = "", **answers: str) -> str:
    """Why no change makes option a the recommendation, where it rests on p and on the contrary of q."""
    about = "{label: D, asks: d, source: s, policy: conditions, options: [a, b], questions: [p, q]"
    questions = "\n".join(
        f"{q}: {{kind: yes-no, label: {q}, ask: {q}, {ABOUT}{also}}}"
        for q, also in (("p", asked_when), ("q", ""))
    )
    kb = knowledge(
        rules=RESTS_ON_P_AND_NOT_Q,
        files={"d/decision.yaml": f"{about}{decision}}}", "d/questions.yaml": questions},
    )
    (found,) = change_to(Inquirer(kb, Case("small", "small", "p", {}, ("d",), answers, {}, {})), "d.a")
    assert found.sets == ()
    return found.head.sentence


def test_what_would_have_to_be_known_but_is_not_asked_for_then_is_the_reason():
    found = why_never(asked_when=", asked-when: {q: yes}", q="yes")
    assert found == f"{NO_CHANGE}: what it still needs to know is not asked then."


def test_a_decision_that_never_arises_with_the_option_is_the_reason():
    found = why_never(decision=", applies-when: {q: yes}, otherwise: it does not arise", p="no", q="yes")
    assert found == f"{NO_CHANGE}: no combination of answers at all does."


def test_an_option_that_is_never_ahead_is_offered_beside_another_with_the_proof(kb):
    inquirer = Inquirer(kb, scenario(kb, "footprint/partly-half.yaml"))
    (found,) = change_to(inquirer, "footprint.multi-la")
    assert found.beside
    assert {len(changes) for changes in found.sets} == {2}
    (never,) = found.head.because
    assert [step.name for step in never.because] == ["footprint.system"]


def test_each_group_is_asked_about_by_itself(kb):
    inquirer = Inquirer(kb, scenario(kb, "collaboration/several-providers-not-the-same.yaml"))
    groups = [found.group for found in change_to(inquirer, "collaboration.css-interface")]
    assert groups == sorted(inquirer.explanation.decisions["collaboration"].groups)


def test_of_many_smallest_sets_the_first_are_told_as_if_all_were(kb):
    case = scenario(kb, "footprint/partly-yes.yaml")
    every, some = Inquirer(kb, case), Inquirer(kb, case, most_told=MOST_TOLD)
    (whole,), (told,) = (change_to(inquirer, "footprint.multi-la") for inquirer in (every, some))
    assert len(whole.sets) == whole.count > MOST_TOLD
    assert (told.head, told.sets, told.count) == (whole.head, whole.sets[:MOST_TOLD], whole.count)
    wording = every.part("footprint", None).wording
    assert [*change_to_lines(told, wording)] == [*change_to_lines(whole, wording)]

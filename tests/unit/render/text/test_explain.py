"""What `advisor explain` prints, read as somebody who has only that: each of these once misled, or was not there."""

from __future__ import annotations

import json
from functools import cache

import pytest

from advisor.explanation.sentences import listed
from advisor.inquiry.explain import Questions, account
from advisor.inquiry.inquirer import Inquirer
from advisor.reader import read_case
from advisor.render.json.explanation import account_json
from advisor.render.text.explain import NOTHING_ASKED, account_lines, account_text
from advisor.render.text.recommendation import recommendation_text
from advisor.shipped import shipped_scenarios
from tests.papers import shipped

SIXTY_FORTY = "collaboration/worked-sixty-forty"
SYSTEM = "footprint/option-system-follows-the-areas"
BARRIER = "integration/barrier-2-from-the-top"


@cache
def inquirer(name: str, extra: str = "") -> Inquirer:
    text = (shipped_scenarios() / f"{name}.yaml").read_text(encoding="utf-8")
    return Inquirer(shipped(), read_case(name, (extra + text).encode(), shipped()))


def said(name: str, asked: Questions) -> str:
    """The text without its line breaks."""
    return " ".join(account_text(account(inquirer(name), asked)).split())


def test_a_table_that_is_kept_as_it_is_keeps_an_option_out():
    found = said(SIXTY_FORTY, Questions(change_to=("lead-ccg",), fixed=("contracts",)))
    assert "as long as the answer on “the table of contracts” stays." in found
    assert "- the table of contracts, as it is" in found


def test_amounts_are_not_spoken_of_where_there_is_no_table():
    found = said(BARRIER, Questions(change_to=("one-organisation",), fixed=("barriers",)))
    assert "as long as the answer on “strength of the barriers: Too little trust" in found
    assert "amount" not in found


def test_asked_the_other_way_round_it_says_why_the_recommended_one_is():
    right = account(inquirer(SYSTEM), Questions(conclusions=("system",), rather_than="single"))
    turned = account(inquirer(SYSTEM), Questions(conclusions=("single",), rather_than="system"))
    round_ = "It is the other way round: "
    assert account_text(turned).replace("\n  ", " ") == f"- {round_}" + account_text(right)[2:].replace(
        "\n  ", " "
    )
    (found,) = json.loads(account_json(turned))["contrasts"]
    assert (found["option"], found["rival"], found["turned"]) == (
        "footprint.system",
        "footprint.single",
        True,
    )


def test_what_makes_an_option_one_of_several_stands_before_why_it_is_never_alone():
    found = said(SYSTEM, Questions(change_to=("multi-la",)))
    sets, never = (
        found.index("no (now yes); and “Contracts should follow"),
        found.index("No change of answers"),
    )
    assert sets < never
    assert (
        "No change of answers can make Several providers, each for more than one council area the only"
        in found
    )


def test_what_if_begins_with_the_question_in_words():
    changes = (
        "contracts.Northtown.City Hospital=80m",
        "support-needed=specific-tasks",
        "similar-max-ratio=1.2",
    )
    found = said(SIXTY_FORTY, Questions(changes=changes))
    assert found.startswith(
        "If the value of Northtown with City Hospital were £80m (it is £60m); and outside support needed were "
        "“Set tasks, projects or functions” (it is “None”); and the setting similar-max-ratio (tool default: the largest "
        "ratio of contract sizes that still counts as similar) were 1.2 (it is 1.5): "
    )
    assert "1.5 before, 2 after (worked out from the answer on the table of contracts)" in found
    assert "this case's similar-max-ratio = 1.2;" in found
    assert "tool default similar-max-ratio = 1.2" not in found


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("barriers.trust=3", "“Too little trust between the partners” were 3 (very much) (it is 2 (quite)):"),
        (
            "frontline-problems=service-gaps; duplication",
            "“The same thing is done twice” and “There are gaps between",
        ),
        ("partners-willing=unknown", "were not known (it is “All of them”):"),
        ("evidence-required=yes", "required first were yes (it is no):"),
    ],
)
def test_every_kind_of_answer_is_said_in_its_own_words(change, words):
    assert words in said(BARRIER, Questions(changes=(change,)))


def test_each_point_says_what_it_counts_for_which_option_and_by_which_weight():
    found = said(SYSTEM, Questions(conclusions=("single",)))
    assert (
        "[counts 2 against One provider for the whole area (tool default importance-weights.medium = 2);"
        in found
    )
    assert (
        "[counts 3 for One provider for the whole area (tool default importance-weights.high = 3);" in found
    )
    partly = said("footprint/partly-half", Questions(conclusions=("local",)))
    assert "(50% of tool default importance-weights." in partly


def test_where_weights_decide_nothing_no_number_is_given():
    found = said("integration/barrier-2-from-the-top", Questions(changes=("scale-high=1",)))
    assert "[speaks against Silo commissioning;" in found
    assert "counts 1" not in found


def test_answers_are_held_apart_by_quotation_marks_and_names_with_commas_by_semicolons():
    assert listed(["a", "b"], "or") == "a or b"
    assert listed(["a, b", "c", "d"]) == "a, b; c; and d"
    assert listed(["“a, b”", "“c”"], "or") == "“a, b” or “c”"
    assert listed(["a, b"]) == "a, b"
    assert listed([]) == ""
    found = said(SIXTY_FORTY, Questions(how_firm=True))
    assert "the result stands with “Yes, for everything” or “For most things” (with “For most" in found
    assert "With yes: Shared, with support from within; and Outside support leads for all, level" in found


def test_a_weighted_result_that_stays_is_not_called_firm_and_fragile_in_one_text():
    found = said(SYSTEM, Questions())
    assert "Under the weights 1-1-1 only the order of the others changes." in found
    assert (
        "The order is fragile: under the weights 1-1-1 it changes, though the best stays Contracts for"
        in found
    )


def test_a_tenth_on_either_of_two_figures_is_not_a_tenth_on_both():
    found = said(SIXTY_FORTY, Questions(how_firm=True))
    assert "moving the value of Northtown with City Hospital or the value of Southtown with City" in found


def test_a_setting_says_what_it_is_and_whose():
    found = said(SIXTY_FORTY, Questions(how_firm=True))
    assert (
        "similar-max-ratio is 1.5 (tool default: the largest ratio of contract sizes that still counts"
        in found
    )


def test_what_surely_fails_is_said_alike_by_recommend_and_by_a_paper():
    found = recommendation_text(inquirer("delivery/alliance").explanation)
    assert "- Loose federation: does not hold (may be ruled out as well)." in found
    assert "not known yet" not in found


def test_what_a_condition_waits_for_is_said_like_what_it_fails_on():
    found = said(SIXTY_FORTY, Questions(conclusions=("lead-per-provider",)))
    assert (
        "the kind of place: not known; needed is “Cities and towns grown together (a conurbation)” [" in found
    )


def test_what_a_scale_must_be_so_that_nothing_rules_out_is_said_as_a_whole():
    found = said(BARRIER, Questions(conclusions=("one-organisation",)))
    assert "partners: 2 (quite); needed is 0 (not at all) or 1 (a little) [" in found
    below = said(BARRIER, Questions(conclusions=("unit-all",)))
    assert "rules it out: strength of the barriers: Too little trust between the partners: 2 (quite)" in below
    once = said(
        "integration/unknown-barrier-cannot-matter-below", Questions(conclusions=("one-organisation",))
    )
    assert once.count("Too little trust between the partners: not known; needed is 0 (not at all) or 1") == 1


def test_what_was_asked_stands_under_the_heading():
    assert "Asked: over what area, and from how many providers, a service is commissioned Source:" in said(
        SYSTEM, Questions()
    )


def test_a_figure_that_stands_at_the_end_of_its_range_is_said_to():
    found = said(SIXTY_FORTY, Questions(how_firm=True))
    assert "the result stands from £26,666,666.67 to £60m, so it is exactly at the limit." in found
    assert "the result stands from 1.5, so it is exactly at the limit." in found
    assert "large-number-of-commissioners is 10" in found
    assert found.count("exactly at the limit") == 3


def test_settings_that_could_be_anything_stand_with_their_values_and_whose_they_are():
    found = said(SIXTY_FORTY, Questions(how_firm=True))
    assert (
        "Settings that could be anything: this profile's borderline-from = 7, tool default dominant-min-ratio = 2"
        in found
    )


def test_a_part_of_a_map_that_a_case_leaves_alone_is_not_the_case_s():
    found = said("footprint/weights-steeper", Questions(conclusions=["footprint.system"]))
    assert "this case's importance-weights.high = 5" in found
    assert "tool default importance-weights.low = 1" in found


def test_a_changed_answer_shows_the_balances_that_it_changes():
    found = said("delivery/prime-value-exactly", Questions(changes=["contract-value=99m"]))
    assert "- Prime provider: a balance of 1 before, 0 after" in found


def test_each_statement_that_is_cited_is_said_where_it_stands():
    found = said("provision/unknown-deciding", Questions())
    cited, _, places = found.partition("Where the statements cited stand:")
    assert "provision.network.risk.3" in cited
    assert "- provision.network.risk.3: Network Model row, Issues / Concerns column, third bullet" in places
    assert "provision.network.risk.1:" not in places


def test_why_not_is_answered_beside_a_comparison():
    asked = Questions(conclusions=["shared"], rather_than="lead-ccg", why_not=["css-interface"])
    found = said(SIXTY_FORTY, asked)
    assert "- Shared, with outside support facing the provider is not recommended" in found
    assert "- Shared, with support from within is recommended and One lead commissioner is not" in found
    assert "Shared, with outside support facing the provider is recommended and" not in found


def test_a_setting_that_names_an_option_is_supposed_to_be_another_in_words():
    found = said(BARRIER, Questions(changes=["barrier-ceiling.2=virtual-pooled"]))
    assert (
        "were Virtual joint commissioning unit with pooled budgets (it is Joint commissioning unit for targeted"
        in found
    )


def test_a_case_that_asks_for_nothing_is_told_so():
    case = read_case("none", b"title: Nothing", shipped())
    assert account_lines(account(Inquirer(shipped(), case), Questions(how_firm=True))) == [NOTHING_ASKED]

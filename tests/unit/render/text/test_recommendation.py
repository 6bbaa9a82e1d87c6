"""What `recommend` prints, held as golden files: one scenario of each kind of result."""

from __future__ import annotations

import json

import pytest

from advisor.consultation import consult
from advisor.reader import read_case
from advisor.render.json.result import result_json
from advisor.render.text.lines import WIDTH
from advisor.render.text.recommendation import recommendation_text
from advisor.shipped import shipped_scenarios

SCENARIOS = [
    "across/all-five-in-2026",
    "collaboration/gap-no-support-either-way",
    "collaboration/one-commissioner-by-count",
    "collaboration/overlap-lead-ccg-and-css-interface",
    "collaboration/preference-bias-feared",
    "collaboration/several-providers-one-value-unknown",
    "collaboration/unknown-region-wide-service",
    "collaboration/worked-sixty-forty",
    "delivery/entity-and-jv-tie",
    "footprint/refused-single-no-big-provider",
    "footprint/unknown-that-matters",
    "footprint/weights-by-default",
    "integration/barrier-2-one-level-above",
]


def _explained(kb, name):
    path = shipped_scenarios() / f"{name}.yaml"
    return consult(kb, read_case(f"{name}.yaml", path.read_bytes(), kb))


@pytest.mark.parametrize("name", SCENARIOS)
def test_text(kb, golden, name):
    golden(f"recommend/{name}.txt", recommendation_text(_explained(kb, name)))


def test_json(kb, golden):
    # The fingerprint changes with every word of the knowledge base, and says nothing about the result.
    text = result_json(_explained(kb, "collaboration/worked-sixty-forty")).replace(kb.sha256, "(fingerprint)")
    golden("recommend/collaboration/worked-sixty-forty.json", text)


@pytest.mark.parametrize("name", SCENARIOS)
def test_lines_fit_the_page_and_the_json_agrees(kb, name):
    explanation = _explained(kb, name)
    text = recommendation_text(explanation)
    # Addresses and ids are never broken, so only a line of one long word may stand out.
    assert not [line for line in text.splitlines() if len(line) > WIDTH and " " in line.strip("- ")[WIDTH:]]
    for decision in json.loads(result_json(explanation))["decisions"].values():
        for option in decision["recommended"]:
            assert decision["options"][option]["label"] in text

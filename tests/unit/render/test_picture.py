"""Pictures of traces: what draws them, that any text can be drawn, and that shapes and words say what colours say."""

from __future__ import annotations

import html
import re
import struct
import unicodedata
from fractions import Fraction
from pathlib import Path

import pytest

from advisor.consultation import consult
from advisor.errors import RendererUnavailable
from advisor.explanation.tracing import Selection, case_trace, select
from advisor.model.case import Case, Row, Table
from advisor.render.picture import MOST_INCHES, draw, renderer
from advisor.render.trace import dot_style
from advisor.render.trace.dot import trace_dot
from tests.unit.explanation.traces import trace_of

DRAWN = [
    "across/all-five-in-2026",
    "collaboration/several-providers-one-value-unknown",
    "collaboration/worked-sixty-forty",
    "delivery/entity-and-jv-tie",
    "footprint/unknown-that-matters",
    "integration/barrier-2-one-level-above",
    "provision/lead-provider-warned",
]
NAMES = [
    'A "quoted" \\',
    "<b>&amp;</b> & co.",
    "Trust: north/south",
    "Größe – £5 ≥ 3 → 4",
    "名前",
    "C:\\new\\N",
]


def size_of(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_a_trace_is_drawn_as_svg_and_as_png():
    dot = trace_dot(select(trace_of("collaboration/worked-sixty-forty"), Selection(decisive=True)))
    svg, png = draw(dot, "svg"), draw(dot, "png")
    assert b"<svg" in svg
    assert b"\xc2\xa360m" in svg
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert draw(dot, "svg") == svg
    assert draw(dot, "png") == png


def test_a_sentence_that_is_cut_in_the_picture_stands_whole_behind_its_node():
    trace = select(trace_of("collaboration/worked-sixty-forty"), Selection())
    svg = html.unescape(draw(trace_dot(trace), "svg").decode())
    (rule,) = (event for run in trace.runs for event in run.events if event.id == "rule:COL-010")
    assert f'xlink:title="COL-010: {rule.text}; a reading of this tool' in svg
    assert "uses tool default similar-max-ratio = 1.5" in svg


def test_a_picture_of_dots_has_bounds():
    long = "digraph {" + "".join(f'n{i} [label="{"x" * 60}"];' for i in range(400)) + "}"
    assert max(size_of(draw(long, "png"))) <= MOST_INCHES * 144


def test_dot_that_cannot_be_read_is_an_error_that_says_so():
    with pytest.raises(RendererUnavailable, match="failed"):
        draw("digraph { a -> ", "svg")


def test_the_renderer_is_the_embedded_one_else_the_systems_else_an_error(tmp_path):
    there, nowhere = tmp_path / "graphviz-pure", tmp_path / "nowhere"
    there.touch()
    assert renderer([nowhere, there], "/usr/bin/dot") == there
    assert renderer([nowhere], "/usr/bin/dot") == Path("/usr/bin/dot")
    with pytest.raises(RendererUnavailable, match="pip install graphviz-pure"):
        renderer([nowhere], None)


@pytest.mark.parametrize("name", NAMES)
def test_whatever_a_user_typed_can_be_drawn(kb, name):
    rows = tuple(
        Row(member, group, Fraction(amount), None)
        for group in sorted((name, "Other"))
        for member, amount in ((f"{name} one", 60), (f"{name} two", 40))
    )
    case = Case("typed", name, kb.default_profile, {}, ("collaboration",), {"contracts": Table(rows)}, {}, {})
    trace = select(case_trace(consult(kb, case)), Selection())
    svg = draw(trace_dot(trace), "svg").decode()
    assert len(trace.runs) == 3
    assert svg.count('class="node"') == sum(len(run.events) for run in trace.runs) + 8


@pytest.mark.parametrize("name", DRAWN)
def test_every_event_is_a_node_and_labels_are_words(name):
    trace = select(trace_of(name), Selection())
    dot = trace_dot(trace)
    for run in trace.runs:
        assert all(re.search(rf'/{re.escape(e.id.replace(":", "/"))}"? \[', dot) for e in run.events)
    symbols = {c for c in dot if unicodedata.category(c) in ("So", "Sm", "Sk", "Cc")} - set("<>+=|~\n\t")
    assert symbols <= set("≤≥→×−"), symbols


@pytest.mark.parametrize("name", DRAWN)
def test_the_full_graph_has_a_box_for_each_decision_and_each_layer_of_its_rules(name):
    trace = trace_of(name)
    dot = trace_dot(trace, layered=True)
    layers = {(run.id, e.decision, e.stratum) for run in trace.runs for e in run.events if e.kind == "rule"}
    assert dot.count("label=<<b>Rules, layer ") == len(layers)
    if len(trace.runs[0].decisions) > 1:
        assert all(f"<b>{label}</b>" in dot for label in trace.runs[0].decisions.values())


def test_every_kind_has_a_shape_of_its_own():
    assert len(set(dot_style.SHAPES.values())) == len(dot_style.SHAPES)
    assert len(set(dot_style.LINES.values())) == len(dot_style.LINES)


@pytest.mark.parametrize(
    ("name", "selection"),
    [
        ("collaboration/worked-sixty-forty", Selection()),
        ("footprint/unknown-that-matters", Selection(decisive=True)),
        ("across/all-five-in-2026", Selection(decisive=True)),
    ],
)
def test_dot(golden, name, selection):
    golden(f"trace/{name}.dot", trace_dot(select(trace_of(name), selection)))


def test_words_keep_within_their_boxes_in_a_wide_font_too():
    shown = select(trace_of("collaboration/worked-sixty-forty"), Selection(decisive=True))
    svg = draw(trace_dot(shown), "svg").decode()
    assert "Helvetica" not in svg
    fonts = re.findall(r'font-family="([^"]*)"[^>]*font-size="([^"]*)"', svg)
    assert {family for family, _ in fonts} == {"Verdana, 'DejaVu Sans', sans-serif"}
    assert {size for _, size in fonts} == {"8.60", "6.88", "15.48", "11.18"}

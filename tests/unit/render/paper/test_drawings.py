"""Drawings: every figure printed beside its shape, every text wrapped into its room, and nothing outside the picture."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.render.charts import svg
from advisor.render.charts.chart import figure_svg
from advisor.render.charts.svg import NARROW, PRINT, SCREEN, WIDTH, measured, wrapped
from advisor.render.formats.font_files import covered, printed
from advisor.render.formats.pdf import width_on_page
from advisor.render.paper.build import build_paper
from advisor.render.paper.document import (
    Balance,
    Balances,
    Bar,
    Bars,
    Box,
    Column,
    Drawing,
    Figure,
    Flow,
    Ladder,
    Rung,
)
from advisor.render.paper.sizes import in_pictures
from tests import papers

SVG = "{http://www.w3.org/2000/svg}"
BARS = Bars((Bar("North & <South>", 0.6, "60%"), Bar(papers.LONG, 0.4, "40%"), Bar(papers.ARABIC, 0.0, "0%")))
BALANCES = Balances(
    (
        Balance("Local", (3.0, 3.0), (6.0, 8.5), ("3", "6 to 8.5")),
        Balance("Single", (0.0, 0.0), (0.0, 0.0), ("0", "0")),
    )
)
LADDER = Ladder(
    (
        Rung("Silo", ("described by the answers",), allowed=True, chosen=False),
        Rung("Joint", ("highest allowed", "recommended"), allowed=True, chosen=True),
        Rung("One", (), allowed=False, chosen=False),
    )
)
FLOW = Flow(
    (
        Box("a", Column.GIVEN, "An answer", "yes"),
        Box("r", Column.FOUND, "R-1", "found"),
        Box("s", Column.FOUND, "R-2", papers.LONG),
        Box("o", Column.SETTLED, "Option", "holds"),
    ),
    (("a", "r"), ("r", "s"), ("s", "o"), ("a", "o")),
    "2 more answers",
    ("Table 3", "Table 9"),
)
STEPS = "abcdefgh"
LEADS = [(two[0], two[1]) for two in ("ab", "ac", "ad", "bd", "be", "ce", "cf", "dg", "eh", "ah")]
"""What leads to what: more of it than can stand one under the other."""
TANGLE = Flow(
    (
        *(Box(answer, Column.GIVEN, f"Answer {answer}", "yes") for answer in "wxyz"),
        *(Box(step, Column.FOUND, f"R-{step}", "found") for step in STEPS),
        *(Box(f"o{n}", Column.SETTLED, f"Option {n}", "holds") for n in range(3)),
    ),
    (("w", "y"), ("x", "z"), *LEADS, ("h", "o0"), ("g", "o1"), ("o0", "o2"), ("o1", "o2")),
)
BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}
DRAWINGS: list[Drawing] = [
    BARS,
    BALANCES,
    LADDER,
    FLOW,
    TANGLE,
    Bars(()),
    Balances(()),
    Ladder(()),
    Flow((), ()),
]


def elements(drawing: Drawing, width: int = WIDTH) -> ElementTree.Element:
    figure = Figure("c", "what it shows", drawing)
    return ElementTree.fromstring(figure_svg(figure, PRINT, "t", width))  # noqa: S314 - our own


def points(drawing: Drawing) -> float:
    """The size of a picture's text as printed on A4."""
    wide = width_on_page(figure_svg(Figure("c", "a", drawing), PRINT, "t"))
    return svg.SIZE * wide / WIDTH / 25.4 * 72


def texts(drawing: Drawing, width: int = WIDTH) -> list[str]:
    return [element.text or "" for element in elements(drawing, width).iter(f"{SVG}text")]


@pytest.mark.parametrize("drawing", DRAWINGS)
@pytest.mark.parametrize("width", [WIDTH, NARROW])
def test_says_what_it_shows_and_stays_inside(drawing: Drawing, width: int) -> None:
    root = elements(drawing, width)
    assert root.get("role") == "img"
    title = root.find(f"{SVG}title")
    assert title is not None
    assert (title.text, title.get("id")) == ("what it shows", root.get("aria-labelledby"))
    room, height = float(root.get("width") or 0), float(root.get("height") or 0)
    for box in root.iter(f"{SVG}rect"):
        left, top = float(box.get("x") or 0), float(box.get("y") or 0)
        assert left >= 0
        assert left + float(box.get("width") or 0) <= room + 0.2
        assert top + float(box.get("height") or 0) <= height
    for words in root.iter(f"{SVG}text"):
        assert 0 <= float(words.get("y") or 0) <= height
        wide = measured(words.text or "", bold=words.get("font-weight") == "bold")
        left = float(words.get("x") or 0) - wide * BEFORE[words.get("text-anchor") or ""]
        assert left >= -0.2
        assert left + wide <= room + 0.2


@pytest.mark.parametrize(
    "name",
    [
        "regression/across-04",
        "footprint/everything-bites",
        "delivery/alliance-one-provider",
        "collaboration/several-providers-all-gaps",
    ],
)
def test_a_path_of_many_long_steps_is_drawn_as_far_as_it_is_legible_on_a4(name: str) -> None:
    figures = [b for b in papers.blocks_of(build_paper(papers.settled(name))) if isinstance(b, Figure)]
    flows = [figure.drawing for figure in figures if isinstance(figure.drawing, Flow)]
    assert any(flow.note.startswith("Not drawn: ") for flow in flows)
    assert all(points(flow) >= 8 for flow in flows)
    for flow in flows:
        assert flow.boxes[-1].id.startswith("outcome:")
        leading = {start for start, _ in flow.arrows}
        assert all(box.id in leading for box in flow.boxes if box.column is Column.GIVEN)


def test_a_path_tells_its_outcome_in_full_and_draws_every_option_of_a_tie() -> None:
    made = build_paper(papers.settled("footprint/tie-of-four"))
    flows = [b.drawing for b in papers.blocks_of(made) if isinstance(b, Figure)]
    (path,) = (drawing for drawing in flows if isinstance(drawing, Flow))
    *options, outcome = (box for box in path.boxes if box.column is Column.SETTLED)
    assert len(options) == 4
    assert all(option.title in outcome.text for option in options)
    assert points(path) >= 8


def test_many_bars_stand_in_as_many_pictures_as_they_are_legible_in() -> None:
    bars = [Bar(f"Provider {n} {'long ' * 25}", 0.02, "2%") for n in range(40)]
    short = [replace(bar, label=bar.label[:12]) for bar in bars]
    for rows, count in ((bars, 3), (short, 1), (short * 2, 2), (bars[:1], 1), ([], 1)):
        parts = list(in_pictures(rows))
        assert len(parts) == count
        assert [bar for part in parts for bar in part] == rows
        assert all(points(Bars(part)) >= 8 for part in parts if part)


def test_every_figure_is_printed() -> None:
    assert {"60%", "40%", "0%"} <= set(texts(BARS))
    assert {"3", "6 to 8.5", "0", "speaks for", "speaks against"} <= set(texts(BALANCES))
    assert {"described by the answers", "highest allowed; recommended", "not allowed"} <= set(texts(LADDER))
    assert "Not drawn: 2 more answers; see Table 3 and Table 9." in texts(FLOW)


def test_lengths_are_in_proportion() -> None:
    widths = [
        float(r.get("width") or 0) for r in elements(BARS).iter(f"{SVG}rect") if r.get("fill") == PRINT.bar
    ]
    assert widths[0] / widths[1] == pytest.approx(1.5, rel=0.01)
    assert widths[2] == 0


def test_the_ladder_is_drawn_from_the_top_down() -> None:
    assert [text for text in texts(LADDER) if text[:1].isdigit()] == ["3. One", "2. Joint", "1. Silo"]


def test_on_a_narrow_ladder_the_words_beside_a_rung_stand_beside_it() -> None:
    root = elements(LADDER, NARROW)
    edge = max(float(r.get("width") or 0) for r in root.iter(f"{SVG}rect"))
    beside = [t for t in root.iter(f"{SVG}text") if (t.text or "") in ("allowed;", "not allowed")]
    assert len(beside) == 2
    assert all(float(t.get("x") or 0) > edge for t in beside)


def test_a_flow_draws_the_arrows_that_have_room() -> None:
    paths = list(elements(FLOW).iter(f"{SVG}path"))
    assert len(paths) == 3, "an answer is not joined to a result across the rules"


def test_lines_that_run_beside_each_other_in_a_flow_are_told_apart() -> None:
    """A line down belongs to the box that it begins at: no two boxes have one at the same place and height."""
    down: list[tuple[float, float, float, str]] = []
    for line in elements(TANGLE).iter(f"{SVG}path"):
        said = re.fullmatch(r"M [\d.]+ ([\d.]+) H ([\d.]+) V ([\d.]+) H ([\d.]+)", line.get("d") or "")
        if said and float(said[4]) < 474:
            top, x, bottom = map(float, said.groups()[:3])
            down.append((x, top, bottom, said[1]))
    assert len(down) == len(LEADS) - 5 + 2, "five stand right under what leads to them"
    for one, other in combinations(down, 2):
        apart = one[0] != other[0] or one[2] <= other[1] or other[2] <= one[1]
        assert apart or one[3] == other[3]


def test_a_narrow_flow_names_what_leads_to_each_box() -> None:
    said = " ".join(texts(TANGLE, NARROW))
    for step in STEPS[1:]:
        parents = "; ".join(f"R-{a}" for a, b in LEADS if b == step)
        assert f"R-{step} found From: {parents}" in said
    assert "Option 2 holds From: Option 0; Option 1" in said


def test_colours_of_the_screen_follow_the_page() -> None:
    drawn = figure_svg(Figure("c", "a", BARS), SCREEN, "t")
    assert set(re.findall(r'fill="([^"]*)"', drawn)) == {"var(--ink)", "var(--tint)", "var(--bar)"}


@given(st.text(max_size=120), st.integers(60, 640))
def test_wrapping_keeps_every_character_and_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(measured(line) <= width for line in lines)


def test_numbers_are_short() -> None:
    assert [svg.num(n) for n in (0, 1.0, 2.25, -3.96, 10)] == ["0", "1", "2.2", "-4", "10"]


def test_the_fonts_cover_what_they_should() -> None:
    known = covered()
    for text in ("Ærøskøbing £€ “–” ≤ Ελλάδα Россия", papers.ARABIC, papers.HEBREW):
        assert all(ord(character) in known for character in text)
    assert 0x57CE not in known
    assert printed("a\u202eb") == "ab", "a mark that turns what follows is left out"

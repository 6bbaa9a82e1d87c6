"""The HTML paper in a real browser, as wide as a phone and as a desk: laid out, walkable by keyboard, and accessible."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.render.formats.html import paper_html
from advisor.render.paper.build import build_paper
from advisor.render.paper.document import Figure, Paper
from tests import papers
from tests.browser.chromium import Browser, installed
from tests.unit.render.paper.test_documents import RECORDS, no_end_is_parted
from tests.unit.render.paper.test_drawings import DRAWINGS

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
PHONE, DESK = 390, 1280

FIGURES = """(() => {
  const figures = [...document.querySelectorAll('figure')]
  const shown = figures.flatMap(f => [...f.querySelectorAll('svg')]).filter(s => s.checkVisibility())
  const scrolling = [...document.querySelectorAll('.drawing')].filter(d => d.scrollWidth > d.clientWidth + 1)
  const bad = [], sizes = []
  for (const svg of shown) {
    const edge = svg.getBoundingClientRect(), texts = [...svg.querySelectorAll('text')]
    const boxes = texts.map(t => t.getBoundingClientRect())
    boxes.forEach((b, n) => {
      sizes.push(13 * edge.width / svg.viewBox.baseVal.width)
      if (b.left < edge.left - 1 || b.right > edge.right + 1 || b.bottom > edge.bottom + 1)
        bad.push('runs out: ' + texts[n].textContent)
      boxes.slice(n + 1).forEach((o, m) => {
        if (b.left < o.right - 1 && o.left < b.right - 1 && b.top < o.bottom - 4 && o.top < b.bottom - 4)
          bad.push(texts[n].textContent + ' lies on ' + texts[n + 1 + m].textContent)
      })
      const own = [...svg.querySelectorAll('rect')].map(r => r.getBoundingClientRect())
        .filter(r => r.left <= b.left && b.left < r.right && r.top <= b.top && b.bottom <= r.bottom + 1)
      if (own.some(r => b.right > r.right)) bad.push('wider than its box: ' + texts[n].textContent)
    })
  }
  return [figures.length, shown.length, scrolling.map(d => d.textContent), Math.min(...sizes), bad]
})()"""
"""Of every figure on a page: how many there are and are shown, which scroll, how small their text is, and each text that
runs out of its picture or box or lies on another.
"""

pytestmark = pytest.mark.skipif(not installed(), reason="Chromium is not installed")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    opened = Browser(tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "paper.html"
    file.write_bytes(papers.written(papers.ONE_OF_EACH[0], "html"))
    return file


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "nasty.html"
    file.write_bytes(papers.written("nasty", "html"))
    return file


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every figure of a paper of each decision, and hard ones, on one page."""
    made = (b for n in papers.ONE_OF_EACH for b in papers.blocks_of(build_paper(papers.settled(n))))
    figures = [
        *(b for b in made if isinstance(b, Figure)),
        *(Figure("c", "a", drawing) for drawing in DRAWINGS),
    ]
    blocks = (replace(f, number=f"Figure {n}") for n, f in enumerate(figures, start=1))
    file = tmp_path_factory.mktemp("page") / "pictures.html"
    file.write_text(paper_html(Paper("T", "S", "", "", (), "F", tuple(blocks))), encoding="utf-8")
    return file


@pytest.fixture(autouse=True)
def usual(browser: Browser) -> None:
    browser.size(DESK, 900)
    browser.media()


@pytest.mark.slow
@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: npm ci --prefix tests/browser")
@pytest.mark.parametrize(("width", "colours"), [(PHONE, "light"), (DESK, "dark")])
def test_axe_finds_nothing(browser: Browser, page: Path, width: int, colours: str) -> None:
    browser.size(width, 900)
    browser.media(prefers_color_scheme=colours)
    browser.open(page)
    browser.evaluate(AXE.read_text(encoding="utf-8"))
    browser.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    found = json.loads(
        browser.evaluate(
            "axe.run(document, {resultTypes: ['violations']})"
            ".then(r => JSON.stringify([r.passes.length, r.violations.map(v => [v.id, v.nodes[0].html])]))"
        )
    )
    assert found[1] == []
    assert found[0] > 10, "the rules were run"


@pytest.mark.parametrize("name", ["page", "nasty"])
@pytest.mark.parametrize("width", [PHONE, 740, DESK])
def test_nothing_runs_out_of_the_window(
    browser: Browser, name: str, width: int, request: pytest.FixtureRequest
) -> None:
    browser.size(width, 900)
    browser.open(request.getfixturevalue(name))
    assert browser.evaluate("document.documentElement.scrollWidth") <= width
    wider = (
        "[...document.querySelectorAll('main *')].filter(e => e.scrollWidth > e.clientWidth + 6 && e.clientWidth)"
        ".filter(e => getComputedStyle(e).display != 'inline' && !e.closest('thead')).map(e => e.outerHTML.slice(0, 80))"
    )
    assert browser.evaluate(wider) == [], "nothing within scrolls or is clipped"


@pytest.mark.parametrize("name", ["page", "nasty"])
def test_on_a_phone_each_row_of_a_wide_table_is_a_card_with_its_heads(
    browser: Browser, name: str, request: pytest.FixtureRequest
) -> None:
    browser.size(PHONE, 900)
    browser.open(request.getfixturevalue(name))
    cell = "document.querySelector('#s-5 td')"
    assert browser.evaluate(f"getComputedStyle({cell}, '::before').content").startswith('"Answer: ')
    person = "document.querySelector('#s-14 tbody th')"
    assert browser.evaluate(f"getComputedStyle({person}, '::before').content").startswith('"Person: ')
    browser.size(DESK, 900)
    assert browser.evaluate(f"getComputedStyle({cell}, '::before').content") == "none"


@pytest.mark.parametrize("width", [PHONE, 660, DESK])
def test_every_figure_is_drawn_for_its_window_whole_and_legible(
    browser: Browser, pictures: Path, width: int
) -> None:
    browser.size(width, 900)
    browser.open(pictures)
    figures, shown, scrolling, smallest, bad = browser.evaluate(FIGURES)
    assert shown == figures > 10, "one drawing of each, never both"
    assert scrolling == []
    assert smallest >= 11, "CSS pixels of text as drawn"
    assert bad == []


def test_the_tab_key_stops_only_where_something_can_be_done(browser: Browser, page: Path) -> None:
    browser.open(page)
    stops = browser.evaluate(
        "[...document.querySelectorAll('main [tabindex], main a:not([href^=http]), main summary')].length"
    )
    sections = browser.evaluate("document.querySelectorAll('main > section').length")
    walk = browser.evaluate("document.querySelectorAll('.walk summary, .walk a').length")
    assert stops - walk == sections - 1, "each section folds but the first page"


def test_dark_and_light_are_told_apart(browser: Browser, page: Path) -> None:
    colours = []
    for preferred in ("light", "dark"):
        browser.media(prefers_color_scheme=preferred)
        browser.open(page)
        page_colour = browser.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        second = "document.querySelector('figure svg rect:nth-of-type(2)')"
        colours.append((page_colour, browser.evaluate(f"getComputedStyle({second}).fill")))
    (paper, bar), (dark, dark_bar) = colours
    assert paper == "rgb(255, 255, 255)"
    assert len({paper, bar, dark, dark_bar}) == 4


def test_sections_fold_by_keyboard(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.evaluate("document.querySelector('#s-5 summary').focus()")
    assert browser.evaluate("document.querySelector('#s-5 details').open") is True
    browser.press("Enter", 13)
    assert browser.evaluate("document.querySelector('#s-5 details').open") is False


def test_the_first_key_leads_past_the_contents(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.press("Tab", 9)
    assert browser.evaluate("document.activeElement.textContent") == "Skip to the paper"
    assert browser.evaluate("document.activeElement.getBoundingClientRect().left") >= 0


CARD = "document.querySelectorAll('.step')[2].querySelector('.card').checkVisibility({contentVisibilityAuto: true})"


def walked(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.evaluate("document.querySelector('.walk').open = true")
    browser.evaluate("document.querySelectorAll('.step')[2].scrollIntoView({block: 'center'})")


def test_a_step_shows_its_card_when_it_has_the_focus(browser: Browser, page: Path) -> None:
    walked(browser, page)
    assert browser.evaluate(CARD) is False
    browser.evaluate("document.querySelectorAll('.step summary')[2].focus()")
    assert browser.evaluate(CARD) is True
    browser.press("Enter", 13)
    assert browser.evaluate("document.querySelectorAll('.step details')[2].open") is True


def test_a_step_shows_its_card_when_the_mouse_is_on_it(browser: Browser, page: Path) -> None:
    walked(browser, page)
    x, y = browser.evaluate(
        "(r => [r.x + 30, r.y + 8])(document.querySelectorAll('.step summary')[2].getBoundingClientRect())"
    )
    browser.hover(x, y)
    assert browser.evaluate(CARD) is True


def test_a_rule_s_card_has_its_because_its_statement_and_leads_to_its_answers(
    browser: Browser, page: Path
) -> None:
    walked(browser, page)
    rule = "[...document.querySelectorAll('.step')].find(s => s.textContent.trim().startsWith('COL-110'))"
    card = browser.evaluate(f"{rule}.querySelector('.card').textContent")
    assert browser.evaluate(f"{rule}.querySelector('.state').textContent") == "(decisive, rule: holds)"
    answer = "[...document.querySelectorAll('.step')].find(s => s.textContent.trim().startsWith('a service for a whole'))"
    assert browser.evaluate(f"{answer}.querySelector('.state').textContent") == "(answer: no)", (
        "no answer only holds"
    )
    assert "find the support they need among themselves" in card
    assert "collaboration.shared.use-when.1" in card
    there = "a => document.querySelector(a.getAttribute('href')) !== null"
    links = browser.evaluate(f"[...{rule}.querySelectorAll('a')].map({there})")
    assert len(links) >= 3
    assert all(links)


FOCUSED = """(step => [step.querySelector('summary').textContent,
  step.querySelector('.card').checkVisibility({contentVisibilityAuto: true})])(document.activeElement.closest('.step'))"""
"""The step that has the focus, and whether its card is shown."""


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_walk_begins_at_its_outcome_and_leads_by_keyboard_to_what_that_rests_on(
    browser: Browser, page: Path, width: int
) -> None:
    browser.size(width, 900)
    browser.open(page)
    browser.evaluate("document.querySelector('.walk').open = true")
    browser.evaluate("document.querySelector('.walk > summary').focus()")
    for leads_to in ("How commissioners work", "Shared, with support from within", "COL-110"):
        browser.press("Tab", 9)
        browser.press("Enter", 13)
        assert browser.evaluate(FOCUSED)[0].startswith(leads_to)
        assert browser.evaluate(FOCUSED)[1], "without a further key"


def test_it_prints_without_what_only_a_screen_needs(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.evaluate("document.querySelector('#s-5 details').open = false")
    browser.media("print")
    assert browser.evaluate("getComputedStyle(document.querySelector('nav')).display") == "none"
    widest = "Math.max(...[...document.querySelectorAll('table')].map(t => parseFloat(getComputedStyle(t).minWidth)))"
    assert browser.evaluate(widest) == 0, "no table makes the browser print all pages smaller"
    shown = "document.querySelector('#s-5 table').checkVisibility({contentVisibilityAuto: true})"
    assert browser.evaluate(shown) is True, "a folded section is printed all the same"


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is not installed")
def test_a_signature_is_printed_with_the_end_of_what_it_signs(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "records.html").write_text(paper_html(RECORDS), encoding="utf-8")
    browser.open(tmp_path / "records.html")
    printed = browser.send("Page.printToPDF", preferCSSPageSize=True)["data"]
    (tmp_path / "records.pdf").write_bytes(base64.b64decode(printed))
    no_end_is_parted(tmp_path / "records.pdf")

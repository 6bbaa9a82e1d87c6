"""Papers for tests: of a shipped scenario, of a case written out in a test, and of a case full of hard names."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from advisor.consultation import consult
from advisor.inquiry.inquirer import Inquirer
from advisor.inquiry.report import paper_context
from advisor.model.blanks import Blanks, Part
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_case, read_knowledge_base
from advisor.render.formats.html import paper_html
from advisor.render.formats.pdf import paper_pdf
from advisor.render.formats.word import paper_docx
from advisor.render.paper.build import build_paper
from advisor.render.paper.context import Context
from advisor.render.paper.document import Block, Figure, Items, Paper, Paragraph, Subheading, Table
from advisor.render.paper.spans import Inline, Span, plain
from advisor.shipped import shipped_kb, shipped_scenarios

HUT = Path(__file__).parent / "broken_kb" / "sound"
DAY, VERSION = "2026-11-22", "0.0.0"

ONE_OF_EACH = (
    "collaboration/worked-sixty-forty",
    "integration/barrier-2-from-the-top",
    "footprint/option-system-follows-the-areas",
    "delivery/alliance",
    "provision/consortium",
)
ALL_FIVE = "across/all-five-in-2026"
REGISTER = "collaboration/several-providers-not-the-same"

SCRIPT = "<script>alert(1)</script> & Sons"
FORMULA = '=HYPERLINK("x")|$9 #1 \\n `a` *b* _c_ [d](e) ~f~'
ARABIC, HEBREW = "مستشفى المدينة", "בית חולים"
LONG = "Very" + "Long" * 60 + " Trust"
CHINESE = "城市医院"
NASTY = f"""\
title: |-
  {SCRIPT} {FORMULA}
profile: england-2012
date: 2026-11-22
answers:
  contracts:
    - {{commissioner: '{FORMULA}', provider: '{SCRIPT}', value: 60}}
    - {{commissioner: '{ARABIC}', provider: '{SCRIPT}', value: 40}}
    - {{commissioner: '{LONG}', provider: '{HEBREW} {CHINESE}', value: 50}}
    - {{commissioner: '1. {SCRIPT}', provider: '{HEBREW} {CHINESE}', share: 50}}
  support-from-within: yes
evidence: {{support-from-within: '| <b>bold</b> \\ # $x$'}}
"""
NASTY_BLANKS = Blanks(
    {
        Part.COVER: {
            "": {"author": SCRIPT, "meeting": f"{FORMULA} {ARABIC}", "item": "# 7 | 8", "objectives": LONG}
        },
        Part.PRESENT: {"collaboration": {"description": f"{HEBREW} {FORMULA}"}},
        Part.ANSWERS: {"support-from-within": {"given-by": f"A. {SCRIPT}", "given-on": "1. May"}},
        Part.CONFLICTS: {f"{FORMULA} & Co": {"interest": SCRIPT, "kind": ARABIC, "managed": "- left | came"}},
        Part.NO_CONFLICTS: {"": {"said-by": f"{HEBREW}|{FORMULA}", "said-on": "$1 \\ 2"}},
        Part.RECORDS: {f"+ {SCRIPT}": {"decision": FORMULA, "chair": CHINESE, "minute": "<!-- 7 -->"}},
        Part.NEXT_STEPS: {"all.impact": {"owner": f"*{SCRIPT}*", "date": "&amp;"}},
    }
)


@cache
def shipped() -> KnowledgeBase:
    """The shipped knowledge base, read once."""
    return read_knowledge_base(shipped_kb())


@cache
def hut() -> KnowledgeBase:
    """A knowledge base about something else altogether."""
    return read_knowledge_base(HUT)


def context_of(
    kb: KnowledgeBase, name: str, text: str, blanks: Blanks | None = None, day: str = DAY
) -> Context:
    """What the paper of a case is made from."""
    return context_of_case(kb, read_case(name, text.encode(), kb), blanks, day)


def context_of_case(kb: KnowledgeBase, case: Case, blanks: Blanks | None = None, day: str = DAY) -> Context:
    """What the paper of a case that was read is made from."""
    return paper_context(Inquirer(kb, case), blanks or Blanks(), day, VERSION)


@cache
def scenario(name: str) -> Context:
    """What the paper of a shipped scenario is made from, worked out once."""
    return context_of(shipped(), name, (shipped_scenarios() / f"{name}.yaml").read_text(encoding="utf-8"))


def settled(name: str) -> Context:
    """What the paper of a shipped scenario is made from where nothing is asked of what would change it."""
    case = read_case(name, (shipped_scenarios() / f"{name}.yaml").read_bytes(), shipped())
    return Context(consult(shipped(), case), Blanks(), DAY, VERSION, {}, {}, {})


@cache
def paper(name: str) -> Paper:
    """The paper of a shipped scenario, built once."""
    return build_paper(scenario(name))


@cache
def nasty(copy: int = 0) -> Paper:
    """A paper whose names and filled-in blanks hold all that a format might take for its own; each copy is made anew."""
    return build_paper(context_of(shipped(), "nasty.yaml", NASTY, NASTY_BLANKS))


def called(name: str) -> Paper:
    """The paper of a shipped scenario, or the nasty one."""
    return nasty() if name == "nasty" else paper(name)


@cache
def written(name: str, form: str) -> bytes:
    """A paper of `called` in a format, written once."""
    match form:
        case "docx":
            return paper_docx(called(name))
        case "pdf":
            return paper_pdf(called(name))
        case _:
            return paper_html(called(name)).encode()


def blocks_of(made: Paper) -> tuple[Block, ...]:
    """Every block of a paper, the first page included."""
    return (*made.summary, *(block for section in made.sections for block in section.blocks))


def words_of(made: Paper) -> list[str]:
    """Every text that a reader of the paper must find, whatever the format."""
    found = [made.title, made.subtitle, made.footer, *(section.heading for section in made.sections)]
    for block in blocks_of(made):
        match block:
            case Paragraph(text, number):
                found += [number, plain(text)]
            case Items(entries):
                found += map(plain, entries)
            case Subheading(text):
                found.append(text)
            case Table():
                found += [f"{block.number}: {block.caption}", *block.head, *map(plain, _cells(block))]
            case Figure():
                found += [f"{block.number}: {block.caption}", block.alternative]
            case _:
                pass
    return [text for text in found if text.strip()]


def _cells(table: Table) -> list[Inline]:
    return [cell for row in table.rows for cell in row]


def spans_of(made: Paper) -> list[Span]:
    """Every stretch of text of a paper's paragraphs, lists and tables, with its kind."""
    found: list[Inline] = []
    for block in blocks_of(made):
        match block:
            case Paragraph(text):
                found.append(text)
            case Items(entries):
                found += entries
            case Table():
                found += _cells(block)
            case _:
                pass
    return [span for text in found for span in text]


def first_page(made: Paper) -> str:
    """The words of a paper's first page."""
    return "\n".join(words_of(replace(made, sections=())))


def section_words(made: Paper, title: str) -> str:
    """Everything that a section says, as one text."""
    alone = next(s for s in made.sections if s.title == title)
    return "\n".join(words_of(Paper("", "", "", "", (), "", (), (alone,))))


def squeezed(text: str) -> str:
    """A text without white space: where a format breaks its lines is its own affair."""
    return "".join(text.split())

"""`advisor report` from outside the process: the files it writes, what it refuses, and the paper that is run again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import papers
from tests.cli.program import advisor, called

CASE = "provision/consortium"
"""A small one: each test is a process, and some are several."""
ANSWERS = "{provider-decisions: joint-board, share-staff: 3, holding-framework: framework}"
HARD_NAMES = f"""\
title: '{papers.SCRIPT} | {papers.ARABIC} {papers.LONG}'
date: 2026-11-22
answers: {ANSWERS}
evidence: {{share-staff: '=1+1 | <b>bold</b> \\ # $x$'}}
"""
STARTS = {"md": b"# ", "html": b"<!doctype html>", "docx": b"PK", "pdf": b"%PDF-1.7", "json": b"{"}


def test_every_format_at_once_with_its_bytes_again(tmp_path: Path) -> None:
    names = [f"paper.{form}" for form in STARTS]
    first = advisor("report", CASE, "--date", "2026-11-22", "-o", *names, folder=tmp_path)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.split() == names
    made = {name: (tmp_path / name).read_bytes() for name in names}
    for name, content in made.items():
        assert content.startswith(STARTS[name.rsplit(".", 1)[1]])
    again = advisor(
        "report", CASE, "--date", "2026-11-22", *(a for n in names for a in ("-o", n)), folder=tmp_path
    )
    assert again.returncode == 0
    assert {name: (tmp_path / name).read_bytes() for name in names} == made
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(names), "nothing is left beside them"


def test_markdown_is_printed_where_no_file_is_named() -> None:
    done = advisor("report", CASE)
    assert done.returncode == 0
    assert done.stdout.startswith("# Clinics that pool their staff under a joint board\n")
    assert "## Annex B: Sources" in done.stdout


def test_the_date_is_the_case_s_or_the_option_s_and_never_the_clock_s(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("title: t\ndate: 2025-02-03\nanswers: {}\n")
    assert "Date: 3 February 2025" in called("report", case).stdout
    assert "Date: 4 March 2026" in called("report", case, "--date", "2026-03-04").stdout
    case.write_text("title: t\nanswers: {}\n")
    assert "\nDate: " not in called("report", case).stdout


def test_blanks_survive_a_new_paper(tmp_path: Path) -> None:
    made = called("report", CASE, "--blank-form", "blanks.yaml", folder=tmp_path)
    assert (made.returncode, made.stdout) == (0, "blanks.yaml\n")
    form = tmp_path / "blanks.yaml"
    form.write_text(form.read_text().replace('sponsor: ""', 'sponsor: "Dr | <S>"'))
    done = called("report", CASE, "--blanks", "blanks.yaml", folder=tmp_path)
    assert r"| Executive sponsor | Dr \| \<S\> |" in done.stdout
    called("report", CASE, "--blanks", "blanks.yaml", "--blank-form", "again.yaml", folder=tmp_path)
    assert (tmp_path / "again.yaml").read_text() == form.read_text()


def test_what_people_filled_in_outlives_a_case_that_does_not_ask_for_it(tmp_path: Path) -> None:
    """Said on standard error, left out of the paper, kept in the form, and back when the case asks again."""
    blanks = tmp_path / "blanks.yaml"
    blanks.write_text("risks: {provision.network.risk.1: {mitigation: A chair}}\npresent: {delivery: {}}\n")
    done = called("report", CASE, "--blanks", "blanks.yaml", "-o", "paper.md", folder=tmp_path)
    assert done.stderr == (
        "blanks.yaml: 1 entry is left out, because this paper does not ask: risks.provision.network.risk.1\n"
    )
    assert "A chair" not in (tmp_path / "paper.md").read_text()
    called("report", CASE, "--blanks", "blanks.yaml", "--blank-form", "blanks.yaml", folder=tmp_path)
    kept = "  # Not in this paper now, and kept for when it is:\n  provision.network.risk.1:"
    assert kept in blanks.read_text()
    again = called("report", "provision/network", "--blanks", "blanks.yaml", folder=tmp_path)
    assert "A chair" in again.stdout


def test_a_form_never_takes_the_place_of_what_was_filled_in(tmp_path: Path) -> None:
    blanks, other = tmp_path / "blanks.yaml", tmp_path / "other.yaml"
    blanks.write_text("cover: {author: A}\n")
    other.write_text("cover: {author: B}\n")
    for more in ([], ["--blanks", "other.yaml"]):
        done = called("report", CASE, *more, "--blank-form", "blanks.yaml", folder=tmp_path)
        assert done.returncode == 2
        assert "'blanks.yaml' is there already" in done.stderr
        assert blanks.read_text() == "cover: {author: A}\n"


def test_an_undecided_case_has_a_paper_and_says_so(tmp_path: Path) -> None:
    done = called("report", "collaboration/unknown-support-needed", "-o", "paper.md", folder=tmp_path)
    assert done.returncode == 3
    assert "Open until this is known: outside support needed." in (tmp_path / "paper.md").read_text()


def test_a_paper_is_confirmed_and_an_altered_one_is_found_out(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(HARD_NAMES)
    blanks = tmp_path / "blanks.yaml"
    blanks.write_text('cover: {author: "A: #1"}\n')
    called("report", case, "--blanks", blanks, "-o", "paper.json", folder=tmp_path)
    done = called("report", "--verify", "paper.json", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "paper.json: confirmed. The same input gives the same paper.\n"
    paper = tmp_path / "paper.json"
    value = json.loads(paper.read_text())
    value["result"]["decisions"]["provision"]["outcome"] = "several"
    paper.write_text(json.dumps(value))
    done = called("report", "--verify", "paper.json", folder=tmp_path)
    assert done.returncode == 1
    assert "paper.json: 1 place differs" in done.stdout
    assert '/result/decisions/provision/outcome\n    was "several"\n    now "' in done.stdout
    value["input"]["case"]["answers"]["share-staff"] = "0"
    paper.write_text(json.dumps(value))
    done = called("report", "--verify", "paper.json", folder=tmp_path)
    assert done.returncode == 1
    assert "/input/sha256" in done.stdout
    assert "more" in done.stdout


def test_a_paper_of_another_version_is_told_apart_and_one_that_cannot_be_run_says_where(
    tmp_path: Path,
) -> None:
    called("report", CASE, "-o", "paper.json", folder=tmp_path)
    paper = tmp_path / "paper.json"
    value = json.loads(paper.read_text())
    made_by = {"program": "version", "kb": "sha256", "profile": "as_at"}
    paper.write_text(json.dumps(value | {what: value[what] | {key: "0"} for what, key in made_by.items()}))
    done = called("report", "--verify", "paper.json", folder=tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("paper.json: 3 places differ\n")
    for what, key in made_by.items():
        assert f'\n/{what}/{key}\n    was "0"\n    now "' in done.stdout
    paper.write_text(json.dumps({**value, "date": "tomorrow"}))
    done = called("report", "--verify", "paper.json", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "'tomorrow' is not a date" in done.stderr
    value["input"]["case"]["answers"]["nonsense"] = "x"
    paper.write_text(json.dumps(value))
    done = called("report", "--verify", "paper.json", folder=tmp_path)
    assert done.returncode == 2
    assert "paper.json (input.case):1:" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name a case, or give --verify with a paper"),
        ([CASE, "-o", "paper.doc"], "did you mean .docx?"),
        ([CASE, "-o", "paper"], "does not say how to write the paper"),
        ([CASE, "--date", "22/11/2026"], "'22/11/2026' is not a date"),
        ([CASE, "--blanks", "none.yaml"], "cannot read 'none.yaml'"),
        ([CASE, "-o", "no/such/folder/paper.md"], "cannot write"),
        ([CASE, "--verify", "paper.json"], "give no case and no output with it"),
        (["--verify", "case.yaml"], "is not JSON"),
        (["--verify", "other.json"], "is not a paper that this program can verify"),
        (["--verify", "part.json"], "is not a whole paper"),
    ],
)
def test_what_is_refused(arguments: list[str], said: str, tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("title: t")
    (tmp_path / "other.json").write_text("[]")
    (tmp_path / "part.json").write_text('{"format": "advisor-paper/1"}')
    before = {path.name for path in tmp_path.iterdir()}
    done = called("report", *arguments, folder=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert {path.name for path in tmp_path.iterdir()} == before


def test_a_fault_in_the_blanks_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "blanks.yaml").write_text("cover:\n  auhtor: x\n")
    done = called("report", CASE, "--blanks", "blanks.yaml", "-o", "paper.md", folder=tmp_path)
    assert done.returncode == 2
    assert "blanks.yaml:2:3: CS101 there is no field 'auhtor' of 'cover'" in done.stderr
    assert not (tmp_path / "paper.md").exists()


def test_another_knowledge_base(tmp_path: Path) -> None:
    case = tmp_path / "hut.yaml"
    case.write_text("title: A hut\nanswers: {chimney: yes, place: valley}\n")
    done = called("report", case, "--kb", papers.HUT, "-o", *(f"p.{f}" for f in STARTS), folder=tmp_path)
    assert done.stderr == ""
    assert done.returncode in (0, 3)
    assert "Heating a hut" in (tmp_path / "p.md").read_text()

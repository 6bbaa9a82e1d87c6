"""`advisor kb show`, `schema`, `new`, `init` and `fix`, from outside."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.cli import main
from advisor.reader import read_knowledge_base
from advisor.shipped import shipped_kb
from tests.cli.program import run_kb
from tests.unit.authoring.workshop import write


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("COL-110", "collaboration.shared.use-when.1"),
        ("collaboration.shared", "COL-110  meets collaboration.shared"),
        ("federation-loose", "option delivery.federation-loose"),
        ("support-from-within", "COL-120  partly-meets collaboration.shared"),
        ("pattern", "COL-010  concludes pattern: similar"),
        ("largest-share", "largest-share of contracts"),
        ("similar-max-ratio", "COL-010  concludes pattern: similar"),
        ("barrier-ceiling", "INT-110  rules-out above barrier-ceiling.3"),
        ("importance-weights", "FOO-1010  supports footprint.local"),
        ("minor-associate-share", "minor-members  minor associates left out of the comparison"),
        ("INT-110", "settings\n    barrier-ceiling  the highest level"),
        ("footprint.local.advantage.1", "FOO-1010  supports footprint.local"),
        ("provision", "provision.network  Network with a co-ordinator"),
    ],
)
def test_one_thing_with_what_is_tied_to_it(name: str, said: str) -> None:
    result = run_kb("show", name)
    assert result.exit_code == 0, result.output
    assert said in result.output


def test_a_rule_that_compares_with_a_part_of_a_setting_is_shown(tmp_path: Path) -> None:
    kb = shutil.copytree(shipped_kb(), tmp_path / "kb")
    rules = kb / "collaboration/rules.yaml"
    text = rules.read_text(encoding="utf-8")
    part = text.replace("at least large-number-of-commissioners", "at least importance-weights.high", 1)
    rules.write_text(part, encoding="utf-8")
    assert "importance-weights  what a point counts" in run_kb("show", "COL-070", "--kb", kb).output


def test_lists_and_the_whole() -> None:
    assert "  rules\n" in run_kb("show").output
    listed = run_kb("show", "questions").output
    assert "support-from-within" in listed


def test_an_unknown_or_ambiguous_name() -> None:
    assert "did you mean 'COL-110'" in run_kb("show", "COL-1100").output
    assert "advisor kb show decisions|options|" in run_kb("show", "nosuch").output
    ambiguous = run_kb("show", "lead-provider")
    assert ambiguous.exit_code == 2
    assert "option delivery.lead-provider, option provision.lead-provider" in ambiguous.output


def test_the_map_as_text_and_drawn(tmp_path: Path) -> None:
    dot = run_kb("show", "--map", "collaboration").output
    assert dot == run_kb("show", "--map", "collaboration").output
    assert "pattern" in dot
    assert "style=dashed" in dot
    assert "one that ends in a bar rules out" in dot
    assert "arrowhead=tee" not in dot
    assert "arrowhead=tee" in run_kb("show", "--map", "provision").output
    picture = tmp_path / "map.svg"
    assert run_kb("show", "--map", "provision", "-o", picture).exit_code == 0
    assert "<svg" in picture.read_text()
    assert run_kb("show", "--map", "-o", tmp_path / "map.bmp").exit_code == 2
    assert run_kb("show", "--map", "nothing").exit_code == 2


def test_the_handbook(tmp_path: Path) -> None:
    text = run_kb("show", "--handbook").output
    assert "# Choosing how NHS services are commissioned" in text
    assert "**COL-110** meets collaboration.shared, when commissioners: at least 2" in text
    assert "when always" not in text
    assert "Asked when table-given: no." in text
    assert "Answers: Yes, for everything; For most things;" in text
    assert "england-2026: 5" in text
    page = tmp_path / "handbook.html"
    run_kb("show", "--handbook", "-o", page)
    links = re.findall(r'<a href="#([^"]+)">', page.read_text())
    assert "how-commissioners-work-with-each-other" in links
    assert links == re.findall(r'<h2 id="([^"]+)">', page.read_text())
    assert "http" not in page.read_text().replace("https://www", "")[:400]


def test_schema_of_one_kind_with_words(tmp_path: Path) -> None:
    kb = write(tmp_path)
    found = json.loads(run_kb("schema", "rules", "--kb", kb, "--words").output)
    assert found["$ref"] == "#/$defs/rules"
    rule = found["$defs"]["rules"]["additionalProperties"]["properties"]
    assert "bike.road" in rule["meets"]["enum"]
    assert "distance" in found["$defs"]["condition"]["propertyNames"]["enum"]


def test_stubs_break_nothing(tmp_path: Path) -> None:
    kb = write(tmp_path)
    before = (kb / "bike" / "rules.yaml").read_text()
    assert run_kb("new", "option", "bike.tandem", "--kb", kb).exit_code == 0
    assert (
        run_kb("new", "question", "bike", "riders", "--value", "one", "--value", "two", "--kb", kb).exit_code
        == 0
    )
    made = run_kb("new", "rule", "bike", "meets", "tandem", "--when", "riders: two", "--kb", kb)
    assert f"wrote {tmp_path.resolve().as_posix()}/scenarios/bike/bik-090.yaml" in made.output
    assert run_kb("new", "decision", "helmet", "--source", "shop-note", "--kb", kb).exit_code == 0
    assert (kb / "bike" / "rules.yaml").read_text().startswith(before)
    assert run_kb("check", kb, "--quick").exit_code == 0
    tested = run_kb("test", "--kb", kb)
    assert "FAILED bike/option-tandem.yaml" not in tested.output
    assert run_kb("show", "BIK-090", "--kb", kb).exit_code == 0
    assert "KB405 the words of 'shop-note' are still to be written" in run_kb("check", kb, "--quick").output


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("option", "tandem"), "decision.option"),
        (("option", "bkie.tandem"), "no decision"),
        (("option", "bike.road"), "already"),
        (("question", "bike", "distance"), "already"),
        (("question", "bike", "Not An Id"), "not an id"),
        (("rule", "bike", "meets", "road", "--when", "distance"), "attribute: test"),
        (("question", "bike", "riders", "--value", "one"), "two values or more"),
        (("decision", "bike", "--source", "book"), "already"),
    ],
)
def test_stubs_that_cannot_be(tmp_path: Path, args: tuple[str, ...], said: str) -> None:
    kb = write(tmp_path)
    before = {p: p.read_text() for p in kb.rglob("*.yaml")}
    result = run_kb("new", *args, "--kb", kb)
    assert result.exit_code == 2
    assert said in result.output
    assert {p: p.read_text() for p in kb.rglob("*.yaml")} == before


def test_a_rule_that_could_not_be_read_is_not_written(tmp_path: Path) -> None:
    kb = write(tmp_path)
    before = {p: p.read_text() for p in tmp_path.rglob("*.yaml")}
    result = run_kb("new", "rule", "bike", "meets", "raod", "--when", "distnace: at least 3", "--kb", kb)
    assert result.exit_code == 2
    assert "the lines are those that would be added" in result.output
    assert "did you mean 'road'?" in result.output
    assert "did you mean 'distance'?" in result.output
    assert {p: p.read_text() for p in tmp_path.rglob("*.yaml")} == before


def test_a_new_rule_rests_on_what_its_author_names_and_on_nothing_else(tmp_path: Path) -> None:
    kb = write(tmp_path)
    cited = ("--statement", "book.road", "--statement", "book.cargo")
    new = ("new", "rule", "bike", "meets", "road", "--when", "hills: exactly 0")
    assert run_kb(*new, *cited, "--kb", kb).exit_code == 0
    assert "statements: [book.road, book.cargo]" in (kb / "bike" / "rules.yaml").read_text()
    assert run_kb(*new, "--kb", kb).exit_code == 0
    assert read_knowledge_base(kb).rules["BIK-100"].statements == ("bike.bik-100.to-cite.1",)
    checked = run_kb("check", kb, "--quick").output
    assert "KB405 the words of 'bike.bik-100.to-cite.1' are still to be written" in checked, checked


def test_a_new_knowledge_base_can_be_consulted_at_once(tmp_path: Path) -> None:
    assert run_kb("init", tmp_path, "--name", "heating", "--decision", "stove").exit_code == 0
    kb = tmp_path / "kb"
    assert run_kb("check", kb).exit_code == 0
    assert run_kb("test", "--kb", kb).output == "2 passed, 0 failed\n"
    assert run_kb("init", tmp_path).exit_code == 2
    inside = run_kb("init", kb)
    assert inside.exit_code == 2
    assert "is a knowledge base itself; nothing was written" in inside.output
    assert not (kb / "kb").exists()
    case = tmp_path / "scenarios" / "stove" / "stove-first.yaml"
    recommended = CliRunner().invoke(main, ["recommend", str(case), "--kb", str(kb), "--json"])
    assert json.loads(recommended.output)["decisions"]["stove"]["recommended"] == ["stove-first"]
    session = ["--session", str(tmp_path / "a.session")]
    asked = CliRunner().invoke(main, ["consult", "--kb", str(kb), *session], input="quit\n").output
    assert "Question 1" in asked
    # There is but one decision, so nobody is asked which.
    assert "What do you want advice on?" not in asked
    for path in kb.rglob("*.yaml"):
        named = re.fullmatch(r"# yaml-language-server: \$schema=(.*)", path.read_text().splitlines()[-1])
        assert named is not None, path
        structure = json.loads((path.parent / named[1]).read_text())
        assert (path.parent / named[1]).parent.joinpath(structure["$ref"].split("#")[0]).is_file()


def test_new_files_name_the_schema_that_kb_yaml_names(tmp_path: Path) -> None:
    kb = write(tmp_path)
    first = kb / "kb.yaml"
    first.write_text(f"{first.read_text()}\n# yaml-language-server: $schema=../docs/schema/kb.schema.json\n")
    assert run_kb("new", "decision", "helmet", "--source", "shop-note", "--kb", kb).exit_code == 0
    for kind in ("decision", "questions", "options", "rules"):
        last = (kb / "helmet" / f"{kind}.yaml").read_text().splitlines()[-1]
        assert last == f"# yaml-language-server: $schema=../../docs/schema/{kind}.schema.json"
    assert first.read_text().count("$schema=") == 1
    assert (kb / "sources.yaml").read_text().count("$schema=") == 1
    assert run_kb("new", "option", "helmet.none", "--kb", kb).exit_code == 0
    cited = (kb / "sources.yaml").read_text()
    assert cited.count("$schema=") == 1
    assert cited.splitlines()[-1] == "# yaml-language-server: $schema=../docs/schema/sources.schema.json"
    assert run_kb("check", kb, "--quick").exit_code == 0


def test_all_is_written_though_nobody_reads_what_is_said(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "advisor", "kb", "init", str(tmp_path), "--decision", "stove"]
    subprocess.run(command, stdout=writing, stderr=subprocess.DEVNULL, check=False)
    os.close(writing)
    assert run_kb("test", "--kb", tmp_path / "kb").output == "2 passed, 0 failed\n"


def test_what_is_put_right_and_what_cannot_be_read_are_named(tmp_path: Path) -> None:
    kb = write(tmp_path)
    assert run_kb("fix", kb).exit_code == 0
    assert run_kb("fix", kb).output == "nothing to put right\n"
    (kb / "bike" / "options.yaml").write_bytes(b"road: {label: caf\xe9}\n")
    (kb / "bike" / "rules.yaml").write_text("A-010:\n  basis: [tool\n")
    left = "left alone: bike/{}.yaml (it cannot be read; kb check says why)\n"
    assert (
        run_kb("fix", kb).output == left.format("options") + left.format("rules") + "nothing to put right\n"
    )

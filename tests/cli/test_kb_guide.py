"""docs/authoring.md, followed word for word: its files are written and its commands run, in a copy of the shipped rules."""

from __future__ import annotations

import contextlib
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.cli import main
from advisor.shipped import shipped_kb, shipped_scenarios

GUIDE = Path(__file__).parents[2] / "docs" / "authoring.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks() -> list[tuple[str, str]]:
    return [(m[1], m[2]) for m in BLOCK.finditer(GUIDE.read_text(encoding="utf-8"))]


def run(command: str, folder: Path) -> tuple[int, str]:
    """Run a line as the shell would: a plain advisor command without leaving this process, which saves its start."""
    words = shlex.split(command)
    if words[0] == "advisor" and not {"|", "||", "&&", ";", ">"} & set(words):
        with contextlib.chdir(folder):
            result = CliRunner().invoke(main, words[1:])
        return result.exit_code, result.output
    script = f'advisor() {{ "{sys.executable}" -m advisor "$@"; }}\nset -eu\n{command}'
    done = subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.slow
def test_the_guide_can_be_followed(tmp_path: Path) -> None:
    shutil.copytree(shipped_kb(), tmp_path / "kb")
    shutil.copytree(shipped_scenarios(), tmp_path / "scenarios")
    said: dict[str, str] = {}
    for kind, content in blocks():
        match kind:
            case "yaml":
                name = content.splitlines()[0].removeprefix("# file: ")
                (tmp_path / name).write_text(content.split("\n", 1)[1])
            case "python":
                (tmp_path / "edit.py").write_text(content)
                subprocess.run([sys.executable, "edit.py"], cwd=tmp_path, check=True)
            case "sh":
                for line in content.replace("\\\n", "").splitlines():
                    status, output = run(line, tmp_path)
                    assert status == 0, (line, output)
                    said[line] = output
            case _:
                pytest.fail(f"what is a block of {kind}?")
    assert "there are answers on which records recommends nothing" in said["advisor kb check kb"]
    assert "record-money: yes" in said["advisor kb check kb"]
    assert "0 problems found" in said["advisor kb check kb --fail-on note"]
    assert "rule REC-040" in said["advisor kb show REC-040 --kb kb"]
    assert "4 passed, 0 failed" in said["advisor kb test --kb kb scenarios/records"]
    compared = said["advisor kb diff kb-before kb"]
    assert "rule REC-020  added" in compared
    assert "no outcome changes, whatever is answered" in compared
    assert (tmp_path / "records.svg").read_text().lstrip().startswith("<")
    assert "<h1>" in (tmp_path / "handbook.html").read_text()


def test_every_kb_command_is_in_the_guide() -> None:
    from advisor.cli.kb import COMMANDS

    text = GUIDE.read_text(encoding="utf-8")
    assert [c for c in COMMANDS if f"kb {c}" not in text] == []

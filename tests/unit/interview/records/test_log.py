"""Nothing that was recorded is lost: not by a crash, a full disk or a second process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from advisor.errors import SessionError
from advisor.interview.records.folder import new_name, session_folder, session_names, session_path
from advisor.interview.records.log import SessionLog, in_use, read_session
from advisor.interview.records.session import Session, Version
from tests.unit.interview.typist import kept

EMPTY = Session("A title", "england-2012", ("collaboration",), {}, Version("n", "1", "0"))


def begun(path: Path) -> SessionLog:
    log = kept(SessionLog.create(path, EMPTY))
    log.write({"answer": "place", "value": "region"})
    log.write({"answer": "region-wide-service", "value": "yes"})
    return log


def test_every_record_is_in_the_file_when_write_returns(tmp_path: Path):
    log = kept(SessionLog.create(tmp_path / "s.session", EMPTY))
    for value in ("region", "conurbation"):
        log.write({"answer": "place", "value": value})
        assert read_session("s", log.path.read_bytes()).session == log.session


def test_a_file_cut_off_anywhere_keeps_every_whole_record(tmp_path: Path):
    content = begun(tmp_path / "s.session").path.read_bytes()
    ends = [n for n, byte in enumerate(content, start=1) if byte == 10]
    for cut in range(ends[0], len(content) + 1):
        path = tmp_path / f"cut-{cut}.session"
        path.write_bytes(content[:cut])
        log = SessionLog.open(path)
        whole = sum(end <= cut for end in ends)
        assert len(log.session.answers) == whole - 1
        assert bool(log.torn) is (cut not in ends)
        # What is written next stands on a line of its own.
        log.write({"answer": "support-needed", "value": "none"})
        log.close()
        assert len(read_session("s", path.read_bytes()).session.answers) == whole


def test_a_damaged_line_in_the_middle_is_refused_with_its_number(tmp_path: Path):
    path = tmp_path / "s.session"
    log = begun(path)
    lines = path.read_bytes().split(b"\n")
    log.close()
    path.write_bytes(b"\n".join([lines[0], b"{oops", *lines[2:]]))
    with pytest.raises(SessionError, match=r"line 2 of the session .* is damaged"):
        SessionLog.open(path)
    path.write_bytes(b"\n".join([lines[0], b"[1]", *lines[2:]]))
    with pytest.raises(SessionError, match=r"line 2 of the session .* is not a record"):
        SessionLog.open(path)


def test_a_case_file_is_no_session(tmp_path: Path):
    (tmp_path / "case.yaml").write_text("answers: {place: region}\n")
    with pytest.raises(
        SessionError, match=r"is not a session; to start from a case file give it with --case"
    ):
        SessionLog.open(tmp_path / "case.yaml")


@pytest.mark.parametrize("content", [b"", b'{"advisor-sess'])
def test_a_file_with_nothing_whole_in_it_is_no_session_yet(tmp_path: Path, content: bytes):
    path = tmp_path / "s.session"
    path.write_bytes(content)
    with pytest.raises(SessionError, match="there is nothing in the session"):
        SessionLog.open(path)


def test_a_session_is_not_started_over_another(tmp_path: Path):
    begun(tmp_path / "s.session").close()
    with pytest.raises(SessionError, match="there is a session in"):
        SessionLog.create(tmp_path / "s.session", EMPTY)


def test_two_openings_of_one_session_are_refused_not_mixed(tmp_path: Path):
    log = begun(tmp_path / "s.session")
    assert in_use(log.path)
    with pytest.raises(SessionError, match="open in another window or process"):
        SessionLog.open(log.path)
    log.close()
    assert not in_use(log.path)
    SessionLog.open(log.path).close()


def test_a_session_in_a_folder_that_cannot_be_written(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SessionError, match="cannot write"):
        SessionLog.create(tmp_path / "file" / "s.session", EMPTY)


@pytest.mark.skipif(sys.platform == "win32", reason="the size of files cannot be limited there")
def test_an_answer_that_does_not_fit_on_the_disk_is_said_and_leaves_the_session_whole(tmp_path: Path):
    path = tmp_path / "s.session"
    begun(path).close()
    size = path.stat().st_size
    program = f"""
import resource, signal
from pathlib import Path
from advisor.errors import SessionError
from advisor.interview.records.log import SessionLog
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
log = SessionLog.open(Path({str(path)!r}))
resource.setrlimit(resource.RLIMIT_FSIZE, ({size + 10}, {size + 10}))
before = log.session
try:
    log.write({{"answer": "support-needed", "value": "none"}})
except SessionError as error:
    print(error, log.session == before)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("the last answer could not be saved in ")
    assert done.stdout.rstrip().endswith("True")
    assert path.stat().st_size == size
    assert len(kept(SessionLog.open(path)).session.answers) == 2


def test_an_untouched_session_is_taken_away_when_nobody_named_it(tmp_path: Path):
    log = SessionLog.create(tmp_path / "a.session", EMPTY, [{"answer": "place", "value": "region"}])
    log.close(keep=False)
    assert not log.path.exists()
    log = SessionLog.create(tmp_path / "b.session", EMPTY)
    log.close(keep=True)
    assert log.path.exists()
    log = begun(tmp_path / "c.session")
    log.close(keep=False)
    assert log.path.exists()


def test_sessions_by_name_live_in_the_state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert session_folder() == tmp_path / "advisor" / "sessions"
    assert session_path("north") == session_folder() / "north.session"
    for file in ("north.session", "./north", "folder/north", "/abs/north"):
        assert session_path(file) == Path(file)
    assert new_name(["collaboration"]) == "collaboration-1"
    session_folder().mkdir(parents=True)
    begun(session_path("collaboration-1")).close()
    assert session_names() == ("collaboration-1",)
    assert new_name(["collaboration"]) == "collaboration-2"
    assert new_name(["collaboration", "delivery", "footprint"]) == "consultation-1"


def test_a_relative_state_folder_counts_for_nothing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    assert session_folder().is_absolute()

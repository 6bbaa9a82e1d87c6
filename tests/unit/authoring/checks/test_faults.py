"""Faults planted one at a time in a sound knowledge base: each is found, by its code and in its place."""
# ruff: noqa: E501 - a table of faults reads better unbroken

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.authoring.checks.check import check_folder
from tests.unit.authoring.workshop import FILES, edited, write

B = "bike/rules.yaml"
# file, text, what it becomes, the code that must be found, part of its message
FAULTS = [
    # what the rules do
    ("a dead rule", B, "when: {trip: long, load: not children}", "when: {trip: long, distance: less than far}", "KB311", "BIK-030"),
    ("a dead rule by two thresholds", B, "when: {hills: exactly 3}\n  basis: inferred\n  because: Too",
     "when: {hills: exactly 3, any: [{distance: more than 100}]}\n  basis: inferred\n  because: Too", "KB311", "BIK-060"),
    ("a dead rule by a scale", B, "{trip: short, load: not children, hills: exactly 3}",
     "{trip: short, load: not children, hills: exactly 3, all: [{hills: at most 2}]}", "KB311", "BIK-065"),
    ("a swapped threshold", B, "when: {distance: less than far}", "when: {distance: at least far}", "KB313", "trip"),
    ("an overlapping threshold", B, "when: {distance: less than far}", "when: {distance: at most far}", "KB313", "BIK-020"),
    ("a value that was lost", B, "concludes: {trip: short}", "concludes: {trip: long}", "KB304", "short"),
    ("the same rule twice", B, "BIK-070:", "BIK-066:\n  meets: cargo\n  when: {load: children, hills: high}\n  basis: tool\n"
     "  because: Twice.\nBIK-070:", "KB204", "scale-high"),
    ("a rule within another", B, "BIK-070:", "BIK-066:\n  meets: cargo\n  when: {load: children, hills: at least 2}\n"
     "  basis: tool\n  because: Twice.\nBIK-070:", "KB312", "BIK-066"),
    ("a rule within two others", B, "BIK-070:", "BIK-066:\n  meets: road\n  when: {load: bags, hills: exactly 3}\n"
     "  basis: tool\n  because: Twice.\nBIK-070:", "KB312", "BIK-066"),
    ("a rule that comes to nothing", B, "when: {trip: short, load: none or bags}",
     "when: {trip: short, load: none or bags, hills: exactly 3}", "KB314", "BIK-050"),
    ("a rule that always holds", B, "  supports: road\n", "  supports: road\n  when: {hills: at most 3}\n", "KB315", "BIK-070"),
    ("a rule that holds for every value", B, "  supports: road\n", "  supports: road\n  when: {load: none or bags or children}\n",
     "KB315", "BIK-070"),
    ("a cycle", B, "when: {distance: at least far}", "when: {road: met}", "KB211", "depend"),
    ("a rule that depends on itself", B, "when: {load: children}", "when: {cargo: met}", "KB211", "BIK-040"),
    ("a condition that another implies", B, "when: {distance: less than far}", "when: {distance: less than far, any: [{distance: less than far}, {load: bags}]}",
     "KB316", "BIK-020"),
    # what comes of it
    ("a lost option", B, "  meets: cargo\n", "  partly-meets: road\n", "KB321", "cargo"),
    ("an option always ruled out", B, "  rules-out: city\n  when: {hills: exactly 3}", "  rules-out: city\n  when: {load: none or bags}",
     "KB321", "city"),
    ("an option never alone", B, "  meets: city\n  when: {trip: short, load: none or bags}",
     "  meets: city\n  when: {trip: long, load: not children}", "KB324", "road and city"),
    ("a gap", B, "when: {trip: short, load: none or bags}", "when: {trip: short, load: none}", "KB323", "bike"),
    ("a gap by a stronger rule-out", B, "rules-out: city\n  when: {hills: exactly 3}", "rules-out: city\n  when: {hills: at least 2}",
     "KB323", "bike"),
    ("an overlap", B, "when: {load: children}", "when: {load: children or bags}", "KB324", "road and cargo"),
    ("an overlap by points", "lock/rules.yaml", "when: {hurry: yes}", "when: {hurry: no}", "KB324", "chain and ring"),
    ("a point on the wrong option", "lock/rules.yaml", "  supports: chain", "  supports: ring", "KB321", "chain"),
    ("a decision that never applies", "lock/decision.yaml", "questions:",
     "applies-when: {theft: yes, all: [{theft: no}]}\notherwise: Never.\nquestions:", "KB325", "lock"),
    ("a question never asked", "bike/questions.yaml", "hills: {kind: scale,", "hills: {kind: scale, asked-when: {distance: more than 99,"
     " load: none, all: [{distance: less than 9}]},", "KB310", "hills"),
    ("a test that cannot come true", "lock/rules.yaml", "when: {hurry: yes}", "when: {ring: met}", "KB308", "weighs points"),
    # what nothing uses
    ("an unused question", "bike/questions.yaml", "taste:", "colour: {kind: yes-no, label: c, ask: Red?, help: h, matters: m, where: w}\n"
     "taste:", "KB207", "colour"),
    ("an unused item", B, "as-much-as: taste.calm", "as-much-as: taste.speed", "KB302", "calm"),
    ("an unused concept", "bike/concepts.yaml", "trip:", "mood: {label: m, values: {good: good}}\ntrip:", "KB303", "mood"),
    ("a value that no rule concludes", "bike/concepts.yaml", "short: short", "short: short, endless: endless", "KB304", "endless"),
    ("an unused setting", "kb.yaml", "  far:", "  near: {value: 2, kind: number, label: n, origin: tool default, reason: r}\n  far:",
     "KB306", "near"),
    ("an uncited statement", "sources.yaml", "  book.lock:", "  book.rain: {source: book, place: page 9}\n  book.lock:", "KB307", "book.rain"),
    ("a file that nothing reads", "kb.yaml", "name: shop", "name: shop\nnmae: shop", "KB101", "nmae"),
    # words and references
    ("an unknown attribute", B, "when: {load: children}", "when: {loda: children}", "KB201", "loda"),
    ("an unknown value", B, "when: {load: children}", "when: {load: childern}", "KB203", "childern"),
    ("an unknown setting", B, "at least far", "at least fra", "KB204", "fra"),
    ("an unknown option", B, "meets: cargo", "meets: crago", "KB205", "crago"),
    ("an unknown statement", B, "[book.cargo]", "[book.crago]", "KB206", "book.crago"),
    ("an unknown placeholder", B, "because: It is far.", 'because: "{distanse} is far."', "KB208", "distanse"),
    ("a question asked by nobody", "bike/decision.yaml", "hills, taste", "taste", "KB207", "hills"),
    ("a missing because", B, "  because: It is far.\n", "", "KB102", "because"),
    ("a missing help text", "lock/questions.yaml", "help: What it means., ", "", "KB102", "help"),
    ("a rule that cites nothing", B, "  statements: [book.cargo]\n", "", "KB102", "statements"),
    ("an option that cites nothing", "bike/options.yaml", ", uses: {book.cargo: For loads.}", "", "KB403", "cargo"),
    ("two conclusions", B, "  meets: cargo\n", "  meets: cargo\n  supports: city\n", "KB212", "exactly one"),
    ("a rule id twice", B, "BIK-020:", "BIK-010:", "KB002", "BIK-010"),
    ("a wrong basis", B, "basis: inferred", "basis: guessed", "KB104", "guessed"),
    ("unfinished words", B, "because: It is far.", "because: TODO say why.", "KB405", "BIK-010"),
    ("a sentence without end", B, "because: It is far.", "because: " + "It is far and " * 12 + "far.", "KB402", "BIK-010"),
    ("hard words", B, "because: It is far.", "because: Considerable geographical distances necessitate infrastructural deliberation."
     " Organisational considerations predominate. Multidimensional prioritisation characterises commissioning.", "KB401", "BIK-010"),
    ("an acceptance without its finding", B, "  because: It is far.", "  because: It is far.\n  accepted: {KB311: It was dead once.}",
     "KB411", "KB311"),
    ("an acceptance of no code", B, "  because: It is far.", "  because: It is far.\n  accepted: {KB001: Never mind.}", "KB412", "KB001"),
    ("an acceptance of a code that there is not", B, "  because: It is far.", "  because: It is far.\n  accepted: {KB399: Never mind.}", "KB412", "KB399"),
    ("an acceptance without a reason", B, "  because: It is far.", '  because: It is far.\n  accepted: {KB311: ""}', "KB107", "KB311"),
    # what nobody had thought of
    ("conditions exchanged between two rules", B, "when: {trip: long, load: not children}", "when: {trip: long, load: children}", "KB324", "road and cargo"),
    ("a threshold moved below its twin", B, "when: {distance: less than far}", "when: {distance: less than 15}", "KB323", "bike"),
    ("a threshold moved above its twin", B, "when: {distance: less than far}", "when: {distance: less than 25}", "KB313", "BIK-020"),
    ("a setting used in opposite senses", B, "when: {distance: less than far}", "when: {distance: more than far}", "KB313", "trip"),
    ("an option lost from one of two lists", "bike/decision.yaml", "[road, cargo, city]", "[road, cargo]", "KB205", "city"),
    ("a rule implied by one of another file", "lock/rules.yaml", "LOC-010:", "LOC-005: {rules-out: bike.city, when: {hills: exactly 3, theft: yes},"
     " basis: tool, because: Steep.}\nLOC-010:", "KB312", "BIK-060"),
    ("money for a number", "kb.yaml", "{value: 20, kind: number", "{value: 20, kind: money", "KB204", "money"),
    ("a share for a number", "kb.yaml", "{value: 20, kind: number", "{value: 0.2, kind: share", "KB204", "share"),
    ("a statement cited for another option", B, "basis: inferred\n  because: A child rides along.\n  statements: [book.cargo]",
     "basis: guidance\n  because: A child rides along.\n  statements: [book.road]", "KB406", "book.road"),
    ("points for what speaks for another option", B, "because: Speed matters.\n  statements: [book.road]",
     "because: Speed matters.\n  statements: [book.city]", "KB406", "bike.city"),
    ("the same points twice", "lock/rules.yaml", "LOC-020:", "LOC-015: {supports: chain, importance: low, when: {theft: yes}, basis: inferred,"
     " because: Again., statements: [book.lock]}\nLOC-020:", "KB317", "LOC-010"),
    ("points that cancel each other", "lock/rules.yaml", "LOC-020:", "LOC-015: {counts-against: chain, importance: high, when: {theft: yes},"
     " basis: inferred, because: Not so., statements: [book.lock]}\nLOC-020:", "KB322", "lock.chain"),
    ("a question copied with its words", "bike/questions.yaml", "ask: How hilly?", "ask: How far?", "KB404", "hills"),
    ("two values of the same name", "bike/questions.yaml", "bags: Bags", "bags: Children", "KB404", "bags"),
    ("two options of the same name", "bike/options.yaml", "A cargo bike", "A road bike", "KB404", "cargo"),
    ("an answer that is shown and not read", B, "because: A child rides along.", 'because: "A child, {hills} hills."', "KB407", "hills"),
    ("a source from which nothing is", "sources.yaml", "sources: {", "sources: {tract: {title: T, date: '2001', status: final, about: a}, ",
     "KB309", "tract"),
    ("a title still to be written", "sources.yaml", "title: The book", "title: TODO", "KB405", "book"),
    ("a profile in which a rule is dead", "profiles/plain.yaml", "label: Plain", "settings: {far: 120}\nlabel: Plain", "KB311", "BIK-010"),
    ("a largest answer below the threshold", "bike/questions.yaml", "max: 100", "max: 19", "KB315", "BIK-020"),
    ("an exception that takes all", B, "when: {load: children}", "when: {load: children}\n  unless: {load: children}", "KB321", "cargo"),
    ("a preference that decides", B, "when: {load: children}", "when: {load: children, taste.calm: at least 2}", "KB323", "bike"),
    ("a rule about another decision's option", "lock/rules.yaml", "  supports: ring\n  importance: low", "  supports: bike.city\n  importance: low",
     "KB324", "chain and ring"),
]  # fmt: skip


def test_the_sound_one_has_no_findings(tmp_path: Path) -> None:
    found = check_folder(write(tmp_path))
    assert found.findings == ()
    assert found.inexact == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "said"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS]
)
def test_a_planted_fault_is_found(
    tmp_path: Path, file: str, old: str, new: str, code: str, said: str
) -> None:
    found = check_folder(write(tmp_path, edited(file, old, new)))
    codes = [f.problem.code for f in found.findings if said in f.problem.message]
    assert code in codes, [f"{f.problem.code} {f.problem.message}" for f in found.findings]


def test_questions_that_wait_for_each_other_are_found(tmp_path: Path) -> None:
    """Asked in an interview, they would send it round and round."""
    waiting = FILES["bike/questions.yaml"].replace("load: {", "load: {asked-when: {hills: exactly 3}, ")
    files = {
        **FILES,
        "bike/questions.yaml": waiting.replace("hills: {k", "hills: {asked-when: {load: bags}, k"),
    }
    (finding,) = check_folder(write(tmp_path, files)).findings
    assert finding.problem.code == "KB202"
    assert finding.problem.message == "questions wait for each other: hills waits for load waits for hills"


def test_a_question_that_no_rule_reads_is_found(tmp_path: Path) -> None:
    colour = "colour: {kind: yes-no, label: c, ask: Red?, help: h, matters: m, where: w}\n"
    files = {
        **edited("bike/decision.yaml", "taste]", "taste, colour]"),
        "bike/questions.yaml": FILES["bike/questions.yaml"] + colour,
    }
    assert [(f.problem.code, f.about) for f in check_folder(write(tmp_path, files)).findings] == [
        ("KB301", "colour")
    ]


def test_a_finding_is_accepted_where_it_stands(tmp_path: Path) -> None:
    gap = edited(B, "when: {trip: short, load: none or bags}", "when: {trip: short, load: none}")
    files = {
        **gap,
        "bike/decision.yaml": FILES["bike/decision.yaml"] + "accepted: {KB323: The book is silent.}\n",
    }
    found = check_folder(write(tmp_path, files))
    assert [(f.problem.code, f.accepted) for f in found.findings] == [("KB323", "The book is silent.")]
    assert found.open() == ()


def test_a_pair_is_accepted_by_itself(tmp_path: Path) -> None:
    overlap = edited(B, "when: {load: children}", "when: {load: children or bags}")
    accepted = "accepted: {KB324 road cargo: Both carry bags.}\n"
    files = {**overlap, "bike/decision.yaml": FILES["bike/decision.yaml"] + accepted}
    found = check_folder(write(tmp_path, files))
    assert [f.detail for f in found.open()] == ["cargo city"]


def test_what_only_weighs_is_left_out_of_a_witness(tmp_path: Path) -> None:
    overlap = edited(B, "when: {load: children}", "when: {load: children or bags}")
    found = check_folder(write(tmp_path, overlap)).findings
    assert [f.problem.code for f in found] == ["KB324", "KB324"]
    assert all(f.witness and "taste" not in f.witness.answers for f in found)


def test_a_test_that_never_comes_true_is_reported_once(tmp_path: Path) -> None:
    """Not as a condition that adds nothing as well."""
    never = "when: {trip: long, any: [{load: not children}, {cargo: partly-met}]}"
    found = check_folder(write(tmp_path, edited(B, "when: {trip: long, load: not children}", never)))
    assert [(f.problem.code, str(f.problem.where)) for f in found.findings] == [
        ("KB308", "bike/rules.yaml:13:58")
    ]


def test_a_witness_is_smallest(tmp_path: Path) -> None:
    gap = edited(B, "when: {trip: short, load: none or bags}", "when: {trip: short, load: none}")
    (finding,) = check_folder(write(tmp_path, gap)).findings
    assert finding.witness is not None
    assert sorted(finding.witness.answers) == ["distance", "hills", "load"]
    assert finding.witness.answers["load"] == "bags"
    assert finding.witness.expect["outcome"] == "none"

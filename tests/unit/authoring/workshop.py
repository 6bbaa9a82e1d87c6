"""A sound knowledge base of a bicycle shop, as texts, in which tests plant faults."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

ABOUT = "help: What it means., matters: It decides., where: Look."

FILES: Mapping[str, str] = {
    "kb.yaml": """\
name: shop
version: 1.0.0
title: Which bicycle
decisions: [bike, lock]
default-profile: plain
settings:
  far: {value: 20, kind: number, label: a long way, origin: tool default, reason: an hour}
  importance-weights: {value: {high: 3, low: 1}, kind: numbers, label: weights, origin: tool default, reason: plain}
""",
    "sources.yaml": """\
sources: {book: {title: The book, date: '2000', status: final, about: bicycles}}
statements:
  book.road: {source: book, place: page 1}
  book.cargo: {source: book, place: page 2}
  book.city: {source: book, place: page 3}
  book.lock: {source: book, place: page 4}
""",
    "profiles/plain.yaml": "label: Plain\nas-at: '2000-01'\n",
    "bike/decision.yaml": """\
label: The bicycle
asks: which bicycle
source: book
policy: conditions
options: [road, cargo, city]
questions: [distance, load, hills, taste]
""",
    "bike/questions.yaml": f"""\
distance: {{kind: number, min: 0, max: 100, whole: yes, label: the way, ask: How far?, {ABOUT}}}
load: {{kind: choice, label: the load, ask: What load?, values: {{none: None, bags: Bags, children: Children}}, {ABOUT}}}
hills: {{kind: scale, label: hills, ask: How hilly?, {ABOUT}}}
taste: {{kind: ratings, label: taste, ask: What matters?, items: {{speed: speed, calm: calm}}, preference: yes, {ABOUT}}}
""",
    "bike/concepts.yaml": "trip: {label: the trip, values: {long: long, short: short}}\n",
    "bike/options.yaml": """\
road: {label: A road bike, summary: Fast., uses: {book.road: For long ways.}}
cargo: {label: A cargo bike, summary: Strong., uses: {book.cargo: For loads.}}
city: {label: A city bike, summary: Plain., uses: {book.city: For short ways.}}
""",
    "bike/rules.yaml": """\
BIK-010:
  concludes: {trip: long}
  when: {distance: at least far}
  basis: tool
  because: It is far.
BIK-020:
  concludes: {trip: short}
  when: {distance: less than far}
  basis: tool
  because: It is near.
BIK-030:
  meets: road
  when: {trip: long, load: not children}
  basis: inferred
  because: A long way without a child.
  statements: [book.road]
BIK-040:
  meets: cargo
  when: {load: children}
  basis: inferred
  because: A child rides along.
  statements: [book.cargo]
BIK-050:
  meets: city
  when: {trip: short, load: none or bags}
  basis: inferred
  because: A short way.
  statements: [book.city]
BIK-060:
  rules-out: city
  when: {hills: exactly 3}
  basis: inferred
  because: Too steep.
  statements: [book.city]
BIK-065:
  meets: road
  when: {trip: short, load: not children, hills: exactly 3}
  basis: inferred
  because: Steep, without a child.
  statements: [book.road]
BIK-070:
  supports: road
  as-much-as: taste.speed
  basis: inferred
  because: Speed matters.
  statements: [book.road]
BIK-080:
  supports: city
  as-much-as: taste.calm
  basis: inferred
  because: Calm matters.
  statements: [book.city]
""",
    "lock/decision.yaml": """\
label: The lock
asks: which lock
source: book
policy: weighted
options: [chain, ring]
questions: [theft, hurry]
""",
    "lock/questions.yaml": f"""\
theft: {{kind: yes-no, label: theft, ask: Is there theft?, {ABOUT}}}
hurry: {{kind: yes-no, label: hurry, ask: In a hurry?, {ABOUT}}}
""",
    "lock/options.yaml": """\
chain: {label: A chain, summary: Strong., uses: {book.lock: Against theft.}}
ring: {label: A ring, summary: Quick., uses: {book.lock: When in a hurry.}}
""",
    "lock/rules.yaml": """\
LOC-010:
  supports: chain
  importance: high
  when: {theft: yes}
  basis: inferred
  because: Thieves are about.
  statements: [book.lock]
LOC-020:
  supports: ring
  importance: low
  when: {hurry: yes}
  basis: inferred
  because: It is quick.
  statements: [book.lock]
LOC-030:
  supports: ring
  importance: high
  when: {hurry: yes, theft: no}
  basis: inferred
  because: It is quick and there are no thieves.
  statements: [book.lock]
LOC-040:
  counts-against: chain
  importance: high
  when: {hurry: yes, theft: yes}
  basis: inferred
  because: It is slow.
  statements: [book.lock]
""",
}


def write(folder: Path, files: Mapping[str, str] = FILES) -> Path:
    """Write the files into a folder `kb` and return it."""
    root = folder / "kb"
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def edited(file: str, old: str, new: str) -> dict[str, str]:
    """The files with one text replaced in one of them, once."""
    assert old in FILES[file], f"{old!r} is not in {file}"
    return {**FILES, file: FILES[file].replace(old, new, 1)}

"""One mapping in, its fields out as plain values: each taken once, each fault reported with its place,
unknown keys named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from advisor.errors import AnswerError, Problem, SourceRef, closest_match
from advisor.quantities import parse_number
from advisor.reader.ids import by_id
from advisor.reader.meant_tests import meant_number
from advisor.reader.yaml.nodes import Entries, Node, Report, Sequence, Text

E = TypeVar("E", bound=StrEnum)


def one_of(known: Iterable[str]) -> str:
    """A hint that lists what is allowed, shortened when it is long."""
    words = sorted(set(known))
    shown = ", ".join(words[:12])
    return f"allowed: {shown}" + (f" and {len(words) - 12} more" if len(words) > 12 else "")


def flat(text: Text) -> str:
    """A text with its line breaks and runs of blanks made single blanks."""
    return " ".join(text.value.split())


class Fields:
    """The fields of one mapping. Take what may stand there, then call `finish`, which reports what is left and missing."""

    def __init__(self, node: Node | None, what: str, report: Report) -> None:
        self.report = report
        self._what = what
        self._taken: set[str] = set()
        self._missing: list[str] = []
        self._pairs: Mapping[str, tuple[Text, Node]] = {}
        self.where = node.where if node is not None else SourceRef("")
        self._shapeless = not isinstance(node, Entries)
        if isinstance(node, Entries):
            self._pairs = {key.value: (key, value) for key, value in node.pairs}
        elif node is not None:
            self.problem("KB103", f"{what} must be a mapping of keys to values", node.where)

    def problem(
        self, code: str, message: str, where: SourceRef | None = None, hint: str = "", closest: str = ""
    ) -> None:
        """Report a fault of this mapping."""
        self.report(Problem(code, message, where or self.where, hint, closest))

    def has(self, key: str) -> bool:
        """Whether the key stands there."""
        return key in self._pairs

    def node(self, key: str, *, required: bool = False) -> Node | None:
        """The value of `key` as it was read, or None; `finish` reports its absence when it is required."""
        self._taken.add(key)
        if key in self._pairs:
            return self._pairs[key][1]
        if required and not self._shapeless:
            self._missing.append(key)
        return None

    def key_place(self, key: str) -> SourceRef:
        """Where the key stands, or the mapping where it does not."""
        return self._pairs[key][0].where if key in self._pairs else self.where

    def raw(self, key: str, *, required: bool = False) -> Text | None:
        """The value of `key` as one text with its place, or None."""
        node = self.node(key, required=required)
        if node is None:
            return None
        if not isinstance(node, Text):
            hint = "write one, without brackets, braces or dashes; what is said of several is said of each in its own entry"
            self.problem("KB103", f"{key!r} must be one text, not a list or mapping", node.where, hint)
            return None
        if not node.value.strip():
            self.problem("KB107", f"{key!r} is empty", node.where)
            return None
        return node

    def text(self, key: str, *, required: bool = False, default: str = "") -> str:
        """The value of `key` as flat text, or the default."""
        raw = self.raw(key, required=required)
        return default if raw is None else flat(raw)

    def yes(self, key: str) -> bool:
        """Whether `key` says yes; anything but yes or no is reported."""
        raw = self.raw(key)
        if raw is None:
            return False
        if raw.value.lower() not in ("yes", "no"):
            self.problem("KB104", f"{key!r} must be yes or no, not {raw.value!r}", raw.where)
        return raw.value.lower() == "yes"

    def choice(self, key: str, kinds: type[E]) -> E | None:
        """The value of `key` as a member of an enumeration; None where it is absent or unknown (both reported)."""
        raw = self.raw(key, required=True)
        if raw is None:
            return None
        try:
            return kinds(raw.value)
        except ValueError:
            words = [str(kind) for kind in kinds]
            closest = closest_match(raw.value, words)
            self.problem("KB104", f"{key!r} cannot be {raw.value!r}", raw.where, one_of(words), closest)
            return None

    def number(self, key: str) -> Fraction | None:
        """The value of `key` as a number, or None."""
        raw = self.raw(key)
        return None if raw is None else self.as_number(raw)

    def as_number(self, raw: Text) -> Fraction | None:
        """A text as a number; reports one that is not."""
        try:
            return parse_number(raw.value)
        except AnswerError as error:
            # What a percentage means depends on what it is a part of, which is not known here.
            closest = "" if "%" in raw.value else meant_number(raw.value)
            self.problem("KB105", str(error), raw.where, error.hint, closest)
            return None

    def words(self, key: str, *, required: bool = False) -> tuple[Text, ...]:
        """The value of `key` as a list of texts; one text stands for a list of one. Reports an entry that stands twice."""
        node = self.node(key, required=required)
        if node is None:
            return ()
        if isinstance(node, Entries):
            self.problem("KB103", f"{key!r} must be a list", node.where)
            return ()
        texts = (node,) if isinstance(node, Text) else self._texts(node, key)
        found: dict[str, Text] = {}
        for text in texts:
            if not text.value.strip():
                self.problem("KB107", f"{key!r} is empty", text.where)
            elif text.value in found:
                self.problem(
                    "KB210", f"{text.value!r} stands twice in {key!r}", text.where, "keep one of the two"
                )
            else:
                found[text.value] = text
        if required and not texts:
            self.problem("KB107", f"{key!r} is empty", node.where)
        return tuple(found.values())

    def _texts(self, node: Sequence, key: str) -> tuple[Text, ...]:
        texts = []
        for item in node.items:
            if isinstance(item, Text):
                texts.append(item)
            else:
                self.problem("KB103", f"each entry of {key!r} must be one text", item.where)
        return tuple(texts)

    def among(
        self, key: str, known: Collection[str], what: str, code: str, *, required: bool = False
    ) -> tuple[str, ...]:
        """The value of `key` as a list of known words, in its order; each that is not known is reported and left out."""
        return tuple(
            text.value
            for text in self.words(key, required=required)
            if self.is_known(text, known, what, code)
        )

    def word(self, key: str, known: Collection[str], what: str, code: str, *, required: bool = False) -> str:
        """The value of `key` as one known word; empty where it is absent or not known (reported)."""
        raw = self.raw(key, required=required)
        return raw.value if raw is not None and self.is_known(raw, known, what, code) else ""

    def is_known(self, text: Text, known: Collection[str], what: str, code: str) -> bool:
        """Whether a word is among the known ones; reports that it is not `what` (such as "an option"), with the nearest."""
        if text.value not in known:
            closest = closest_match(text.value, known)
            self.problem(code, f"{text.value!r} is not {what}", text.where, one_of(known), closest)
            return False
        return True

    def pairs(self, key: str, *, required: bool = False) -> tuple[tuple[Text, Node], ...]:
        """The value of `key` as a mapping's pairs, sorted by key, so that the order of keys never matters."""
        node = self.node(key, required=required)
        if node is None:
            return ()
        if not isinstance(node, Entries):
            self.problem("KB103", f"{key!r} must be a mapping of keys to values", node.where)
            return ()
        return by_id(node.pairs)

    def text_map(self, key: str) -> dict[str, str]:
        """The value of `key` as a map of texts, in the order of the file."""
        return {name.value: flat(text) for name, text in self.texts(key)}

    def texts(self, key: str, *, required: bool = False) -> tuple[tuple[Text, Text], ...]:
        """The value of `key` as pairs of texts, in the order of the file; reports values that are empty or no texts."""
        node = self.node(key, required=required)
        if node is None:
            return ()
        if not isinstance(node, Entries):
            hint = "write each key, a colon and its words, such as yes: Yes, for everything"
            self.problem("KB103", f"{key!r} must be a mapping of keys to texts", node.where, hint)
            return ()
        if required and not node.pairs:
            self.problem("KB107", f"{key!r} is empty", node.where)
        found = ((name, self.text_of(name, value)) for name, value in node.pairs)
        return tuple((name, text) for name, text in found if text is not None)

    def text_of(self, name: Text, value: Node) -> Text | None:
        """The value of the key `name` as one text that is not empty; None after reporting that it is not."""
        if not isinstance(value, Text):
            self.problem("KB103", f"{name.value!r} must be one text", value.where)
            return None
        if not value.value.strip():
            self.problem("KB107", f"{name.value!r} is empty", name.where)
            return None
        return value

    def accepted(self) -> dict[str, str]:
        """The findings that the author lets stand, code -> reason; one without a reason is reported."""
        out = {}
        for key, node in self.pairs("accepted"):
            if isinstance(node, Text) and node.value.strip():
                out[key.value] = flat(node)
            else:
                self.problem(
                    "KB107", f"{key.value} is accepted without a reason", key.where, "say why it stands"
                )
        return out

    def all_texts(self) -> tuple[tuple[Text, Text], ...]:
        """Every pair of the mapping whose value is one text; others are reported."""
        out = []
        for key, node in self._pairs.values():
            if isinstance(node, Text):
                out.append((key, node))
            else:
                self.problem("KB103", f"{key.value!r} must be one text", node.where)
        return tuple(out)

    def unknown_word(self, what: str, text: Text, known: Iterable[str], code: str) -> None:
        """Report a word that is not among the known ones, with the nearest of them."""
        words = list(known)
        self.problem(code, f"unknown {what}", text.where, one_of(words), closest_match(text.value, words))

    def finish(self) -> None:
        """Report every key that nobody took, and every one that is required and missing but for those misspelt here."""
        known = sorted(self._taken)
        meant = set()
        for name, (key, _) in self._pairs.items():
            if name not in self._taken:
                closest = closest_match(name, known)
                meant.add(closest)
                message = f"{self._what} has no key {name!r}"
                self.problem("KB101", message, key.where, one_of(known), closest)
        for name in self._missing:
            if name not in meant:
                self.problem("KB102", f"{self._what} has no {name!r}", hint=f"add the key {name!r}")

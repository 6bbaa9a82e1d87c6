"""A trace and the name of a file in; the bytes that belong into that file out, its form chosen by the name's ending."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from advisor.errors import RendererUnavailable, UsageError, closest_match
from advisor.explanation.tracing import CaseTrace


def _text(trace: CaseTrace) -> bytes:
    from advisor.render.trace.text import trace_text

    return trace_text(trace).encode()


def _json(trace: CaseTrace) -> bytes:
    from advisor.render.trace.as_json import trace_json

    return trace_json(trace).encode()


def _prov(trace: CaseTrace) -> bytes:
    try:
        from advisor.render.trace.as_prov import trace_prov
    except ModuleNotFoundError as error:
        if error.name != "prov":
            raise
        missing = "PROV-JSON needs the library prov: install it with pip install 'advisor[prov]'"
        raise RendererUnavailable(missing) from error
    return trace_prov(trace).encode()


def _dot(trace: CaseTrace) -> bytes:
    from advisor.render.trace.dot import trace_dot

    # Everything at once is only to be read in its layers; of less, the arrows show them.
    return trace_dot(trace, layered=trace.selection.everything).encode()


def _picture(picture_format: str) -> Callable[[CaseTrace], bytes]:
    def drawn(trace: CaseTrace) -> bytes:
        from advisor.render.picture import draw

        return draw(_dot(trace).decode(), picture_format)

    return drawn


FORMS: Mapping[str, Callable[[CaseTrace], bytes]] = {
    "txt": _text,
    "json": _json,
    "prov.json": _prov,
    "dot": _dot,
    "svg": _picture("svg"),
    "png": _picture("png"),
}
PICTURES = frozenset({"svg", "png"})
RECORDS = frozenset({"json", "prov.json"})
"""Forms that are kept and read by programs."""


def trace_form(file_name: str) -> str:
    """The form that a file's name asks for. Raises `UsageError` that says which there are."""
    name = file_name.lower()
    fitting = [form for form in FORMS if name.endswith(f".{form}")]
    if fitting:
        return max(fitting, key=len)
    ending = name.rsplit(".", 1)[-1] if "." in name else ""
    near = closest_match(ending, FORMS) if ending else ""
    allowed = ", ".join(f".{form}" for form in FORMS)
    hint = f"; did you mean .{near}?" if near else ""
    raise UsageError(f"cannot tell from {file_name!r} what to write: the name has to end in {allowed}{hint}")


def trace_bytes(trace: CaseTrace, form: str) -> bytes:
    """The trace in a form. Raises `RendererUnavailable` where a picture cannot be drawn here."""
    return FORMS[form](trace)

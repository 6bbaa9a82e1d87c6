"""Coverage in; text, JSON or a page of HTML out."""

from __future__ import annotations

from html import escape

from advisor.model.coverage import Coverage
from advisor.render.json.encoded import json_text

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}"
    "td,th{padding:.3rem .8rem .3rem 0;text-align:left}.bar{background:#e6e6e6;width:12rem;height:.8rem}"
    ".bar div{background:#2f6b3a;height:100%}code{background:#f2f2f2}"
)


def coverage_text(found: Coverage, shown: int) -> str:
    """A line for each kind, then of each what is missing, at most `shown` of it."""
    lines = [f"{found.scenarios} scenarios"]
    lines += [
        f"{k.percent:6.1f}%  {k.total - len(k.missing):>5} of {k.total:<5} {k.what}" for k in found.kinds
    ]
    for kind in found.kinds:
        if kind.missing and shown:
            lines.append(f"\n{kind.name}, missing")
            lines += [f"    {name}" for name in kind.missing[:shown]]
            more = len(kind.missing) - shown
            lines += [f"    and {more} more"] if more > 0 else []
    return "\n".join(lines) + "\n"


def coverage_json(found: Coverage) -> str:
    """The same as JSON, everything missing included."""
    kinds = [
        {
            "name": k.name,
            "what": k.what,
            "total": k.total,
            "percent": round(k.percent, 2),
            "missing": list(k.missing),
        }
        for k in found.kinds
    ]
    return json_text({"scenarios": found.scenarios, "kinds": kinds})


def coverage_html(found: Coverage, title: str) -> str:
    """The same as a page of its own; nothing is fetched from elsewhere."""
    rows = "".join(
        f"<tr><td><a href='#{k.name}'>{escape(k.what)}</a></td>"
        f"<td><div class='bar' role='img' aria-label='{k.percent:.1f}%'>"
        f"<div style='width:{k.percent:.1f}%'></div></div></td>"
        f"<td>{k.percent:.1f}%</td><td>{k.total - len(k.missing)} of {k.total}</td></tr>"
        for k in found.kinds
    )
    parts = "".join(
        f"<h2 id='{k.name}'>{escape(k.what)}</h2>"
        + (
            "<ul>" + "".join(f"<li><code>{escape(m)}</code></li>" for m in k.missing) + "</ul>"
            if k.missing
            else "<p>All.</p>"
        )
        for k in found.kinds
    )
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    body = f"<h1>{escape(title)}</h1><p>{found.scenarios} scenarios.</p><table>{rows}</table>{parts}"
    return f'<!doctype html>\n<html lang="en-GB"><head>{head}</head><body>{body}</body></html>\n'

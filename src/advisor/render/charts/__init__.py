"""The charts and flows of a paper in; SVG out, which every format shows."""

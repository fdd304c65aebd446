"""Charts as one HTML page: pictures and tables inside, no script, nothing fetched from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from radvaluer_desktop.metrics.charts.description import Chart
from radvaluer_desktop.metrics.charts.summary import summary
from radvaluer_desktop.metrics.charts.svg import as_svg
from radvaluer_desktop.metrics.charts.table import table

# Even where somebody puts a script into a copy of it, none runs and nothing is fetched.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
body { font-family: system-ui, 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif;
  max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #1d2126; line-height: 1.5; }
svg { width: 100%; height: auto; }
table { border-collapse: collapse; font-size: 0.9rem; }
th, td { border-bottom: 1px solid #d4d7db; padding: 0.2rem 0.8rem; text-align: right; }
th:first-child, td:first-child { text-align: left; }
summary { cursor: pointer; }
section { margin-bottom: 3rem; }
@media print { section { break-inside: avoid; } }
"""


def as_html(
    charts: Sequence[Chart], title: str, remarks: Sequence[str], table_title: str, language: str
) -> str:
    """Return the page; ``remarks`` stand above the charts, ``language`` is its BCP 47 tag."""
    above = "\n".join(f"<p>{escape(remark)}</p>" for remark in remarks)
    sections = "\n".join(_section(chart, table_title) for chart in charts)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{escape(title)}</h1>\n{above}\n{sections}\n</body>\n</html>\n"
    )


def _section(chart: Chart, table_title: str) -> str:
    titles, rows = table(chart)
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in titles)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        f'<section id="{escape(chart.key)}">\n<h2>{escape(chart.title)}</h2>\n{as_svg(chart)}'
        f"<p>{escape(summary(chart))}</p>\n<details><summary>{escape(table_title)}</summary>\n"
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n"
        f"</details>\n</section>"
    )

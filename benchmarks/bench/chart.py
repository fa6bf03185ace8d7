"""A line chart on logarithmic axes, as an SVG of its own."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 860, 520, 80, 170, 60, 60
COLOURS: Final = ("#0b6e4f", "#c8553d", "#7b4fa3", "#2f6db5", "#b8860b", "#666666")


@dataclass(frozen=True, slots=True)
class Line:
    """A named line of points (x, y, full); a point that is not full is drawn hollow."""

    name: str
    points: Sequence[tuple[float, float, bool]]


def chart(title: str, note: str, x_name: str, y_name: str, ticks: Sequence[int], lines: Sequence[Line]) -> str:
    """The chart as SVG text; `ticks` are those of the x axis, those of the y axis are powers of ten."""
    heights = [y for line in lines for _, y, _ in line.points]
    low, high = floor(log10(min(heights))), ceil(log10(max(heights)))
    left, right = log10(min(ticks)), log10(max(ticks))

    def across(x: float) -> float:
        return LEFT + (log10(x) - left) / max(1e-9, right - left) * (WIDTH - LEFT - RIGHT)

    def down(y: float) -> float:
        return HEIGHT - BOTTOM - (log10(y) - low) / max(1, high - low) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="24" font-size="17" fill="#111111">{escape(title)}</text>',
        f'<text x="{LEFT}" y="44" fill="#444444">{escape(note)}</text>',
    ]
    for power in range(low, high + 1):
        y = down(10.0**power)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#e3e3e3"/>')
        parts.append(
            f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#444444">{_number(10.0**power)}</text>'
        )
    for tick in ticks:
        x = across(tick)
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}" stroke="#f0f0f0"/>')
        parts.append(
            f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle" fill="#444444">{tick:,}</text>'
        )
    parts.append(
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 14}" text-anchor="middle" fill="#444444">{escape(x_name)}</text>'
    )
    middle = (TOP + HEIGHT - BOTTOM) / 2
    parts.append(
        f'<text x="20" y="{middle}" text-anchor="middle" fill="#444444" transform="rotate(-90 20 {middle})">{escape(y_name)}</text>'
    )
    labels: list[float] = []
    for line, colour in sorted(zip(lines, COLOURS, strict=False), key=lambda both: -both[0].points[-1][1]):
        path = " ".join(f"{across(x):.1f},{down(y):.1f}" for x, y, _ in line.points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.2"/>')
        for x, y, full in line.points:
            fill = colour if full else "#ffffff"
            parts.append(
                f'<circle cx="{across(x):.1f}" cy="{down(y):.1f}" r="4.5" fill="{fill}" stroke="{colour}" stroke-width="2"/>'
            )
        x, y, _ = line.points[-1]
        label = down(y) + 4
        while any(abs(label - other) < 15 for other in labels):
            label += 1
        labels.append(label)
        parts.append(
            f'<text x="{across(x) + 10:.1f}" y="{label:.1f}" fill="{colour}" font-weight="600">{escape(line.name)}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1 else f"{value:.6f}".rstrip("0")

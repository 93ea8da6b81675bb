"""Which points of a plot are named, and on which side: no name covers another one or a point."""

from __future__ import annotations

from collections.abc import Sequence

from components.records import Record, is_absent

# The plot that names are laid out for, in pixels: that of a column on a laptop. Wider is roomier.
WIDTH, HEIGHT = 340, 330
LETTER, LINE, POINT = 6.2, 14, 9
MOST = 12
Span = tuple[float, float]
Box = tuple[float, float, float, float]


def name_sides(
    points: Sequence[Record], x: tuple[str, Span], y: tuple[str, Span]
) -> list[str | None]:
    """Side of each point on which its name fits: right, left, or None where it has none.

    Points have name and rank, and what lies along `x` and `y`, whose axes run over these spans.
    Those with a rank are named, lowest first, while there is room; one with rank 0 always is.
    """
    across, down = _placed(points, x, WIDTH), _placed(points, y, HEIGHT)
    taken = [_box(at - POINT, line, 2 * POINT) for at, line in zip(across, down, strict=True)]
    sides: list[str | None] = [None] * len(points)
    ranks = {place: row["rank"] for place, row in enumerate(points) if not is_absent(row["rank"])}
    for place in sorted(ranks, key=ranks.__getitem__)[:MOST]:
        length = LETTER * len(points[place]["name"])
        starts = {"right": across[place] + POINT, "left": across[place] - POINT - length}
        boxes = {side: _box(start, down[place], length) for side, start in starts.items()}
        within = {side: box for side, box in boxes.items() if box[0] >= 0 and box[1] <= WIDTH}
        others = taken[:place] + taken[place + 1 :]
        free = [side for side, box in within.items() if not any(_meets(box, o) for o in others)]
        if not free and ranks[place] == 0:
            free = [*within, "right"]
        if free:
            sides[place] = free[0]
            taken.append(boxes[free[0]])
    return sides


def _placed(points: Sequence[Record], axis: tuple[str, Span], length: float) -> list[float]:
    """Pixels along an axis; in the middle where it has no length."""
    column, (low, high) = axis
    if high <= low:
        return [length / 2] * len(points)
    return [length * (row[column] - low) / (high - low) for row in points]


def _box(start: float, line: float, length: float) -> Box:
    """Left, right, bottom and top."""
    return start, start + length, line - LINE / 2, line + LINE / 2


def _meets(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]

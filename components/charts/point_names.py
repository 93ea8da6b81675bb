"""Which points of a plot are named, and on which side: no name covers another one or a point."""

from __future__ import annotations

import pandas as pd

# The plot that names are laid out for, in pixels: that of a column on a laptop. Wider is roomier.
WIDTH, HEIGHT = 340, 330
LETTER, LINE, POINT = 6.2, 14, 9
MOST = 12
Span = tuple[float, float]
Box = tuple[float, float, float, float]


def name_sides(points: pd.DataFrame, x: tuple[str, Span], y: tuple[str, Span]) -> list[str | None]:
    """Side of each point on which its name fits: right, left, or None where it has none.

    Points have name and rank, and the columns of `x` and `y`, whose axes run over these spans.
    Those with a rank are named, lowest first, while there is room.
    """
    across, down = _placed(points, x, WIDTH), _placed(points, y, HEIGHT)
    taken = [_box(at, line, 2 * POINT) for at, line in zip(across - POINT, down, strict=True)]
    sides: list[str | None] = [None] * len(points)
    ranked = points["rank"].reset_index(drop=True).dropna().sort_values()
    for place in ranked.index[:MOST]:
        length = LETTER * len(points["name"].iloc[place])
        starts = {"right": across[place] + POINT, "left": across[place] - POINT - length}
        for side, start in starts.items():
            box = _box(start, down[place], length)
            own = taken[:place] + taken[place + 1 :]
            is_within = box[0] >= 0 and box[1] <= WIDTH
            if is_within and not any(_meets(box, other) for other in own):
                sides[place] = side
                taken.append(box)
                break
    return sides


def _placed(points: pd.DataFrame, axis: tuple[str, Span], length: float) -> pd.Series:
    """Pixels along an axis; in the middle where it has no length."""
    column, (low, high) = axis
    shares = (points[column] - low) / (high - low) if high > low else points[column] * 0 + 0.5
    return (shares * length).reset_index(drop=True)


def _box(start: float, line: float, length: float) -> Box:
    """Left, right, bottom and top."""
    return start, start + length, line - LINE / 2, line + LINE / 2


def _meets(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]

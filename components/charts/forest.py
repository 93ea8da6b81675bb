"""Effects of several claims side by side: a mark and its interval each, better to the right."""

from __future__ import annotations

from typing import Any

import altair as alt

from components import theme
from components.charts.look import Drawing, Layer, Look, chart, drawing
from components.charts.parts import listed, tooltips

IN_ORDER = alt.EncodingSortField("place", op="min")
SHAPES = {"shown": "circle", "likely": "diamond", "not_shown": "circle"}
HOLLOW = ("not_shown",)
ROOMY = 560  # pixels from which there is room for the reason why there is no mark


def forest() -> Drawing:
    """Drawing of effects with intervals; a row is one claim.

    Rows: claim_id, name, place (its order), better, better_lower, better_upper (standardised, above
    0 for the better), verdict (of theme.VERDICTS), words (what stands in place of a mark), spoken,
    told, effect, reason. A click selects `claim_id` in the parameter `pick`.
    """
    return drawing(_forest)


def _forest(look: Look) -> Layer:
    base = chart().encode(y=_names(look), description="spoken:N")
    valued = base.transform_filter("isValid(datum.better)")
    limits = (
        valued.transform_filter("isValid(datum.better_lower)")
        .mark_rule(opacity=0.55, strokeWidth=look.size(3), aria=False)
        .encode(x="better_lower:Q", x2="better_upper:Q", color=alt.Color(**_tone(look)))
    )
    return listed(
        look,
        [_nought(look), limits, _marks(look, valued), _verdicts(look, base), _none(look, base)],
        34,
    )


def _names(look: Look) -> alt.Y:
    axis = alt.Axis(
        labelExpr="split(slice(datum.label, indexof(datum.label, '|') + 1), '\\n')",
        labelLimit=alt.ExprRef("containerSize()[0] < 420 ? 120 : 210"),
        labelColor=look.palette.text,
        grid=False,
        aria=False,
    )
    return alt.Y("name:N", sort=IN_ORDER, title=None, axis=axis)


def _nought(look: Look) -> Layer:
    return (
        chart()
        .transform_aggregate(rows="count()")
        .transform_calculate(nought="0")
        .mark_rule(color=look.palette.parent, strokeWidth=look.size(1.4), aria=False)
        .encode(x="nought:Q")
    )


def _marks(look: Look, valued: Layer) -> Layer:
    told = {
        "told:N": "Claim",
        "effect:N": "Effect",
        "better:Q": "Standardised, better above 0",
        "better_lower:Q": "Lower limit",
        "better_upper:Q": "Upper limit",
        "reason:N": "Verdict",
    }
    shapes = alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
    hollow = {"test": f"indexof({list(HOLLOW)}, datum.verdict) >= 0", "value": look.palette.page}
    return (
        valued.mark_point(
            opacity=1, size=look.size(110), strokeWidth=look.size(2), cursor="pointer"
        )
        .encode(
            x=alt.X(
                "better:Q",
                title=["Worse than expected ← → better", "in standard deviations of chance"],
                scale=alt.Scale(nice=True, padding=10),
                axis=alt.Axis(format="~f", tickCount=6, grid=True, titleLimit=400),
            ),
            shape=alt.Shape("verdict:N", scale=shapes, legend=None),
            stroke=alt.Stroke(**_tone(look)),
            fill=alt.Fill(**_tone(look), condition=hollow),
            tooltip=tooltips(told, 1),
        )
        .add_params(alt.selection_point(name="pick", fields=["claim_id"]))
    )


def _tone(look: Look) -> dict[str, Any]:
    """Options of a colour by verdict."""
    tones = {word: getattr(look.palette, mark.colour) for word, mark in theme.VERDICTS.items()}
    scale = alt.Scale(domain=list(tones), range=list(tones.values()))
    return {"shorthand": "verdict:N", "scale": scale, "legend": None}


def _verdicts(look: Look, base: Layer) -> Layer:
    """The verdict in shape and word, in a column beside the marks."""
    return (
        base.transform_filter("isValid(datum.better)")
        .mark_text(align="left", dx=look.size(8), fontSize=look.size(11.5), aria=False)
        .encode(
            x=alt.value("width"),
            text="sign:N",
            color=alt.Color(**_tone(look)),
            tooltip=alt.value(None),
        )
    )


def _none(look: Look, base: Layer) -> Layer:
    """Words where a mark would stand."""
    return (
        base.transform_filter("!isValid(datum.better)")
        .transform_calculate(
            nought="0", said=f"containerSize()[0] < {ROOMY} ? datum.sign : datum.words"
        )
        .mark_text(
            align="left", dx=look.size(8), fontSize=look.size(11.5), color=look.palette.muted
        )
        .encode(x="nought:Q", text="said:N", tooltip=alt.value(None))
    )

"""Words of the bench: what a trial asks, whether that is stretching, and how often it would err."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from components.outlook_words import BANDS, METHODS, UNFORECAST, WITHOUT_CHANCE
from components.quantities import counted, number, places_apart

Row = Mapping[str, Any]
NO_REPLAY = {
    "no_judgement": "neither high nor low is good in itself, so it never fires",
    "no_level": "it has no intervention level",
    "too_few_points": "there are too few settled values to replay it",
    "nothing_before": "no past period has enough values before it to replay it",
    "not_enough_variation": "its values hardly vary, so no alarm can be told from chance",
    "repeated_periods": "a period comes twice in the series, so it is not tested",
}
NO_FORECAST = {
    "over": "Its last period is over, so nothing is forecast.",
    "target_too_far_ahead": "Its last period is too far ahead for a chance to be given.",
}


def headline(subject: Row, name: str, facts: Row) -> tuple[str, str]:
    """What the trial asks, whether it is stretching, its false alarms; what speaks for it."""
    start, end = told(subject, facts["baseline_value"], facts["target_value"])
    change = facts["change"]
    way = "stay at" if not change else f"{'rise' if change > 0 else 'fall'} from {start} to"
    happened = (
        f"{named(name)} asks {subject['name']} in {subject['area_name']} to {way} {end} by "
        f"{facts['last_period']}{stretch(subject, facts)} {alarms(facts)}"
    )
    return happened, " ".join(filter(None, [peers(facts), heading(subject, facts)]))


def problem(name: str, words: str) -> str:
    """Why a trial is no rule."""
    return f"{named(name)} is no rule yet. {words}"


def named(name: str) -> str:
    """A trial in the beginning of a sentence."""
    return f"“{name}”" if name else "This trial"


def stretch(subject: Row, facts: Row) -> str:
    """Whether the trial asks for more than chance gives, in the end of a sentence."""
    better = {"higher": 1, "lower": -1}.get(subject["polarity"], 0)
    if facts["change"] * better < 0:
        return ", which is no improvement."
    met, values = facts["meeting_values"], counted(facts["past_values"], "past value")
    chance = f": {met} of {values} {'meets' if met == 1 else 'meet'} it." if met else "."
    return {
        "consistent_pass": ", which its usual ups and downs meet anyway.",
        "inconsistent": f", which chance alone can bring{chance}",
        "consistent_fail": ": stretching, beyond its usual ups and downs.",
    }.get(facts["assurance"], ".")


def peers(facts: Row) -> str:
    """How many comparators moved as far in the same time; nothing where none can be compared."""
    if not facts["peer_values"] or not facts["change"]:
        return ""
    some = facts["peers_as_large"] or "None"
    return f"{some} of {counted(facts['peer_values'], 'comparator')} moved as far in the same time."


def alarms(facts: Row) -> str:
    """How often its level would have fired, how often wrongly, and what it would have missed."""
    if facts["replay_reason"]:
        return f"Replay: {NO_REPLAY.get(facts['replay_reason'], NO_REPLAY['too_few_points'])}."
    fired, periods = facts["fired_periods"], counted(facts["replayed_periods"], "past period")
    if not fired:
        told = f"Its level would not have fired in any of {periods}"
    else:
        false = facts["false_alarms"]
        wrong = {0: "none of them a false alarm", fired: "always a false alarm"}.get(
            false, f"{counted(false, 'time', 'times')} as a false alarm"
        )
        told = f"Its level would have fired in {fired} of {periods}, {wrong}"
    if not facts["worsenings"]:
        return told + "."
    missed = facts["worsenings_missed"] or "none"
    return f"{told}, and have missed {missed} of {counted(facts['worsenings'], 'real worsening')}."


def heading(subject: Row, facts: Row) -> str:
    """Where the indicator is heading by the trial's last period, and the chance of meeting it."""
    reason = facts.get("forecast_reason")
    if facts.get("forecast_mean") is None:
        return NO_FORECAST.get(str(reason), "") or unforecast(str(reason))
    lower, upper, mean = forecast(subject, facts)
    chance = "."
    if facts["forecast_band"]:
        chance = f"; the chance of meeting the target is {BANDS[facts['forecast_band']]}."
    elif reason:
        chance = "." + (WITHOUT_CHANCE.get(reason) or " " + NO_FORECAST.get(reason, ""))
    return (
        f"If the past goes on, it will be {mean} in {facts['forecast_period']} (95% prediction "
        f"interval {lower} to {upper}, {METHODS[facts['forecast_method']].lower()}){chance}"
    )


def unforecast(reason: str) -> str:
    """Why nothing is forecast, in a sentence."""
    plain = {
        "not_enough_data": "there are fewer than 5 settled values",
        "not_enough_since_break": "there are fewer than 5 settled values since the break in the "
        "series",
    }
    why = plain.get(reason) or UNFORECAST.get(reason, "there is no settled value")
    return f"There is no forecast: {why}."


def forecast(subject: Row, facts: Row) -> list[str]:
    """Both ends of the forecast's interval and its middle, in decimals enough to differ."""
    return told(subject, *(facts[f"forecast_{name}"] for name in ("lower_95", "upper_95", "mean")))


def told(subject: Row, *values: float) -> list[str]:
    """Values in decimals enough to tell them apart, the last with its unit in full."""
    places = places_apart(values, subject["decimals"])
    *others, last = values
    bare = [number(value, sign(subject), places) for value in others]
    return [*bare, number(last, subject["unit"], places)]


def sign(subject: Row) -> str:
    """The unit where it is a sign that goes with every number, else nothing."""
    unit = subject["unit"]
    return unit if unit == "%" or unit.startswith("GBP") else ""

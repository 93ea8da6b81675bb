"""Added value as its readers meet it: the sample's claims, tried otherwise, decided, and none."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data import register as registers
from data.register import claim_reviews
from data.workspace import BUNDLED, open_workspace
from queries import claiming, serve
from queries.claims import claims
from tests.data.register.conftest import people
from tests.pages.viewing import is_drawn, opened, widgets, words
from tests.queries.workspaces import serving, workspace

PAGE, OVERVIEW = "pages/scorecard/added_value.py", "pages/scorecard/overview.py"
HEADING = (
    "Of 8 claims of added value 1 is shown, 2 are likely, 3 are not shown and 2 cannot be tested."
)
SHOWN = (
    "Vehicle crime in Harrow stood 22% lower (12% to 32%) from May 2006 on than in a mix of "
    "similar areas; this is unlikely to be chance, which alone does as much 1 in 27 times."
)


@pytest.fixture
def sample():
    with serving(BUNDLED):
        yield


def said(app: AppTest) -> str:
    """The page's words as a reader sees them, without the signs that keep them plain."""
    return words(app).replace("\\", "")


def headline(app: AppTest) -> str:
    (line,) = [line for line in said(app).splitlines() if line.startswith("# ")]
    return line.removeprefix("# ")


def shapes(app: AppTest) -> int:
    return len(app.get("vega_lite_chart"))


def button(app: AppTest, label: str):
    return next(button for button in app.button if button.label == label)


@pytest.mark.usefixtures("sample")
def test_the_portfolio_counts_the_verdicts_and_opens_a_case():
    app = opened(PAGE)

    assert is_drawn(app)
    assert headline(app) == HEADING
    assert shapes(app) == 1
    assert "69% of it was there before the start" in said(app)
    assert "About 2,200 fewer recorded vehicle crimes (1,200 to 3,200)." in said(app)
    assert said(app).count("About ") == 3, "in people only what is shown or likely"
    assert "One agency's own measure moved as much by itself" in said(app)
    app = button(app, "**Vehicle crime**").click().run()
    assert headline(app) == SHOWN
    assert headline(button(app, "All claims").click().run()) == HEADING


@pytest.mark.usefixtures("sample")
def test_a_partner_taken_away_takes_its_outcomes_with_it():
    app = opened(PAGE, partner="Harrow PCT")

    assert is_drawn(app)
    assert "Without Harrow PCT 2 of 8 claimed outcomes would fall, 2 of them" in said(app)


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("claim_id", "charts", "parts"),
    [
        ("joint-tasking", 4, ["● Shown", "£267 for each one fewer", "9 of 26 areas make the mix"]),
        (
            "target-hardening",
            4,
            ["this could well be chance, which alone does as much 17 in 32 times", "○ Not shown"],
        ),
        ("kitchen-waste", 4, ["but 69% of it was there before the start", "is not worked out"]),
        ("moving-on", 4, ["cannot be tested, because no mix of other areas", "Ealing alone"]),
        ("work-together", 4, ["one agency's own measure moved as much by itself"]),
        ("falls-team", 2, ["◆ Likely", "in 4 areas of Harrow stood 20% lower", "Greenhill"]),
        ("gcse-partnership", 1, ["only 4 periods before the start", "What is published"]),
        ("home-fire-safety", 3, ["◆ Likely", "nobody to compare with"]),
    ],
)
def test_every_claim_has_its_case(claim_id, charts, parts):
    app = opened(PAGE, claim=claim_id)

    assert is_drawn(app)
    assert shapes(app) == charts
    tables = " ".join(str(table.value) for table in app.table)
    for part in parts:
        assert part in said(app) + tables
    assert "Not the claim as agreed" not in said(app)


@pytest.mark.usefixtures("sample")
def test_a_claim_tried_otherwise_says_so_leads_back_and_changes_nothing():
    before = claims()
    tried = {"claim": "joint-tasking", "start": "2005-05-01", "put_back": "E09000026"}

    app = opened(PAGE, **tried)

    assert is_drawn(app)
    assert "Not the claim as agreed. Start moved to 1 May 2005; Put back: Redbridge." in said(app)
    assert "from May 2005 on" in headline(app)
    assert headline(app) != SHOWN
    app = button(app, "Back to the claim as agreed").click().run()
    assert headline(app) == SHOWN
    assert claims() == before


@pytest.mark.usefixtures("sample")
def test_choices_can_be_made_on_the_page_and_are_left_behind_with_the_claim():
    app = opened(PAGE, claim="joint-tasking")
    app = widgets(app)["outcome"].set_value("BV126").run()
    assert headline(app).startswith("Domestic burglary in Harrow stood")
    app = widgets(app)["start"].set_value("2005-10-01").run()
    assert "Start moved to 1 October 2005" in said(app)

    app = widgets(app)["claim"].set_value("kitchen-waste").run()

    assert headline(app).startswith("Waste composted in Harrow stood")
    assert "Not the claim as agreed" not in said(app)


@pytest.mark.usefixtures("sample")
def test_areas_can_be_left_out_by_hand():
    app = opened(PAGE, claim="joint-tasking")
    app = next(one for one in app.multiselect if one.key == "left_out").select("Havering").run()

    assert is_drawn(app)
    assert "Left out: Havering" in said(app)
    assert headline(app) != ""


@pytest.mark.usefixtures("sample")
def test_what_a_link_asks_for_in_vain_gets_words():
    app = opened(PAGE, claim="no-such-claim")
    assert is_drawn(app)
    assert "not known here" in said(app)
    assert headline(app) == HEADING

    app = opened(PAGE, claim="joint-tasking", start="yesterday", left_out="Nowhere")
    assert is_drawn(app)
    assert said(app).count("not known here") == 2
    assert headline(app) == SHOWN


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("behind", ["Without one area", "placebo_in_time"])
def test_what_lies_behind_the_gap_can_be_chosen(behind):
    app = opened(PAGE, claim="joint-tasking", behind=behind)

    assert is_drawn(app)
    assert "not known here" not in said(app)
    assert "Faint behind it: the same sum for each area" not in said(app)
    assert "Faint behind it: the same with" in said(app)


@pytest.mark.usefixtures("sample")
def test_overview_has_a_line_for_each_verdict():
    app = opened(OVERVIEW)

    assert is_drawn(app)
    assert HEADING in said(app)
    assert "from one weekly plan. Shown: passed all of 18 checks." in said(app)


def test_without_a_claim_there_are_words_and_a_way_to_begin(tmp_path):
    with serving(workspace(tmp_path / "none")):
        app = opened(PAGE)

        assert is_drawn(app)
        assert headline(app) == "No claim of added value is in force yet"
        assert "Put a claim forward" in [one.label for one in app.expander]


@pytest.fixture
def register(tmp_path: Path):
    with serving(Path(shutil.copytree(BUNDLED, tmp_path / "workspace"))) as path:
        yield people(registers.of(open_workspace(path)))


def acting(name: str | None, **choices: str) -> AppTest:
    app = opened(PAGE, **choices)
    if name is not None:
        app.session_state["acting_name"] = name
        app.run()
    return app


def revised(title: str = "Vehicle crime fell by itself") -> None:
    standing = claiming.claim("joint-tasking")
    assert standing is not None
    said = replace(standing.claim, title=title)
    assert claiming.revise("joint-tasking", said, who="Bert", why="A better name", after=0).is_done
    serve()


@pytest.mark.usefixtures("register")
def test_a_revision_waits_at_the_top_and_an_approver_decides_it():
    revised()
    app = acting("Anne")
    assert "1 claim waits for a decision" in said(app)
    assert "Put forward by Bert on 31 July 2009." in said(app)

    app = button(app, "Vehicle crime fell by itself").click().run()
    assert headline(app) == SHOWN
    tables = " ".join(str(table.value) for table in app.table)
    assert "Vehicle crime fell by itself" in tables
    reason = next(one for one in app.text_area if one.key.startswith("why_joint-tasking"))
    reason.input("Agreed")
    app = button(app, "Approve").click().run()

    assert is_drawn(app)
    assert "Claim joint-tasking was approved" in " ".join(str(e.value) for e in app.success)
    assert "not known here" not in said(app)
    assert widgets(app)["claim"].value == "joint-tasking"
    assert claiming.claim("joint-tasking").claim.title == "Vehicle crime fell by itself"
    for link in ("Vehicle crime fell by itself (waits for a decision)", "joint-tasking~waits"):
        assert widgets(opened(PAGE, claim=link))["claim"].value == "joint-tasking", link


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("name", "offered"),
    [("Anne", {"Approve", "Reject"}), ("Bert", {"Withdraw"}), ("Dora", set()), (None, set())],
)
def test_each_sees_what_they_may_do(name, offered):
    revised()

    app = acting(name, claim="joint-tasking~waits")

    labels = {one.label for one in app.button}
    assert is_drawn(app)
    assert labels & {"Approve", "Reject", "Withdraw"} == offered
    assert "This claim waits for a decision" in said(app)


@pytest.mark.usefixtures("register")
def test_the_case_in_force_says_that_a_revision_waits():
    revised()

    assert "1 claim waits for a decision" in said(opened(PAGE, claim="joint-tasking"))
    assert "waits for a decision" not in said(opened(PAGE, claim="kitchen-waste"))


@pytest.mark.usefixtures("register")
def test_a_revision_begins_with_the_one_that_waits():
    revised()
    app = acting("Bert", claim="joint-tasking")
    app.session_state["claiming"] = True
    app.run()

    (title,) = (one.value for one in app.text_input if one.label.startswith("Title"))
    assert title == "Vehicle crime fell by itself"


@pytest.mark.usefixtures("register")
def test_a_revision_begins_with_what_was_tried():
    tried = {"start": "2005-05-01", "put_back": "E09000026", "outcome": "BV126"}
    app = acting("Bert", claim="joint-tasking", **tried)
    app.session_state["claiming"] = True
    app.run()

    assert "It begins with what is tried above" in said(app)
    (begun,) = (one.value for one in app.date_input if one.label == "Begun on")
    assert f"{begun:%Y-%m-%d}" == "2005-05-01"
    (outcome,) = (one.value for one in app.selectbox if one.label == "Shared outcome")
    assert outcome == "BV126"


@pytest.mark.usefixtures("register")
def test_the_form_is_for_the_working_group():
    for name, is_offered in (("Bert", True), ("Dora", False), (None, False)):
        app = acting(name)
        app.session_state["claiming"] = True
        app.run()

        assert is_drawn(app)
        assert ("Put forward" in [one.label for one in app.button]) == is_offered


def test_a_form_sent_as_it_was_filled_puts_the_claim_forward_and_an_empty_one_does_not(register):
    app = acting("Bert", claim="joint-tasking")
    app.session_state["claiming"] = True
    app.run()
    next(one for one in app.text_area if one.label.startswith("Reason")).input("Once more")
    app = button(app, "Put forward").click().run()

    assert is_drawn(app)
    (record,) = claim_reviews.history(register, "joint-tasking")
    assert record.body.claim == next(
        one.claim for one in claims() if one.claim_id == "joint-tasking"
    )
    assert record.why == "Once more"

    app = acting("Bert")
    app.session_state["claiming"] = True
    app.run()
    app = button(app, "Put forward").click().run()
    said_why = app.error[0].value
    for asked in ("Choose the shared outcome.", "Choose the place.", "Give the day", "Choose by"):
        assert asked in said_why, "everything that is missing at once, in the form's words"
    assert "None" not in said_why
    assert len(claim_reviews.history(register)) == 1


def form_of(app: AppTest, kind: str, label: str):
    return next(one for one in getattr(app, kind) if one.label.startswith(label))


def test_a_form_keeps_what_is_typed_and_forgets_what_was_decided(register):
    app = acting("Bert", claim="joint-tasking")
    app.session_state["claiming"] = True
    app.run()
    agreed = form_of(app, "text_input", "Title").value
    form_of(app, "text_input", "Title").input("Thefts fell by itself")
    form_of(app, "text_area", "Reason").input("Better")
    app = button(app, "Put forward").click().run()
    # sent, so the form begins with what waits, and asks for another reason
    assert form_of(app, "text_input", "Title").value == "Thefts fell by itself"
    assert form_of(app, "text_area", "Reason").value == ""
    form_of(app, "text_input", "Title").input("Typed meanwhile")

    (record,) = claim_reviews.history(register, "joint-tasking")
    after = record.version
    claim_reviews.reject(register, "joint-tasking", who="Anne", why="No", after=after)
    serve()
    form_of(app, "text_area", "Reason").input("Once more")
    app = button(app, "Put forward").click().run()
    # what nobody saw is not overruled, and what was typed is still there
    assert app.error
    assert len(claim_reviews.history(register, "joint-tasking")) == 2
    assert form_of(app, "text_input", "Title").value == "Typed meanwhile"
    assert "changed or decided since the form was opened" in said(app)

    app = button(app, "Begin with the claim as it stands").click().run()
    assert form_of(app, "text_input", "Title").value == agreed
    assert "since the form was opened" not in said(app)


def test_a_claim_is_ended_by_two_people_and_stays_on_record(register):
    app = acting("Bert", claim="joint-tasking")
    form_of(app, "text_area", "Why, kept").input("It was the **weather**")
    app = button(app, "Ask for its end").click().run()
    assert is_drawn(app)
    assert "Until then it stands" in " ".join(str(e.value) for e in app.success)
    assert "It is asked to end this claim" in said(app)
    assert {"Take it back"} == {b.label for b in app.button} & {"Take it back", "Approve the end"}
    assert claiming.claim("joint-tasking") is not None

    app = acting("Anne", claim="joint-tasking")
    assert "It was the **weather**" in said(app)
    form_of(app, "text_area", "Why, kept").input("So it was")
    app = button(app, "Approve the end").click().run()
    assert is_drawn(app)
    assert claiming.claim("joint-tasking") is None

    app = opened(PAGE)
    assert "Of 7 claims" in headline(app)
    assert "Claims that were ended" in said(app)
    tables = [str(table.value.to_dict("list")) for table in app.table]
    told = " ".join(tables).replace("\\", "")
    assert "Vehicle crime fell when every ward" in told
    assert "Bert on 31 July 2009, approved by Anne on 31 July 2009: So it was" in told

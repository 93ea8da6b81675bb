"""The Changes page with a real register: what waits, deciding it, and what others then see."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.deeds import NOTED, Deed
from data import register as registers
from data.publishing import Change, publish
from data.register import (
    acknowledgements,
    claim_reviews,
    documents,
    planning,
    proposals,
    roles,
    targets,
)
from data.register.rules import Level, Rule
from data.workspace import BUNDLED, open_workspace
from tests.data.register import threading_rows
from tests.data.register.claiming import agreed, claim
from tests.data.register.conftest import people
from tests.data.register.drafting import draft, made_law, rule, years
from tests.data.register.test_planning import BINS, SEEN
from tests.data.rows import table, year
from tests.pages.viewing import is_drawn, opened, words
from tests.queries.workspaces import SETTINGS, serving, workspace

PAGE = "pages/working_group/changes.py"
OUTCOMES = "pages/scorecard/outcomes.py"
PARTS = ("waiting", "decisions", "definitions", "principles", "people", "audit")
MARKUP = "It *can* be done <script>alert(1)</script>\n\n# [See](https://example.org)"


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """Recycling at 50 for three years against a published target of 60, level 40."""
    known = {"approved_date": date(2006, 1, 15)}
    return workspace(
        tmp_path_factory.mktemp("changes") / "published",
        [{**year(y), "value": 50.0} for y in (2006, 2007, 2008)],
        indicators=[{}, {"indicator_id": "B1", "name": "Reuse", "partner": "Police"}],
        targets=[{**year(y), **known} for y in (2006, 2007, 2008)],
    )


@pytest.fixture
def folder(published: Path, tmp_path: Path):
    with serving(Path(shutil.copytree(published, tmp_path / "workspace"))) as path:
        yield path


@pytest.fixture
def register(folder: Path):
    return people(registers.of(open_workspace(folder)))


def easier(end: float = 46.0, **changed: object) -> Rule:
    """From 40 in 2006/07 to 46 in 2009/10: what is 50 meets it."""
    level = Level(30.0, "absolute")
    return rule(periods=years(2007, 3), start=40.0, end=end, level=level, **changed)


def propose(register, of: Rule | None = None, reason: str = "It can be done", **facts) -> str:
    return proposals.propose(
        register, draft(of or easier(), reason, **facts), who="Bert", follows=0
    )


def visited(acting: str | None = None, /, **choices: str) -> AppTest:
    """The page as someone who has given this name sees it."""
    app = opened(PAGE, **choices)
    if acting is not None:
        app.session_state["acting_name"] = acting
        app.run()
    assert is_drawn(app)
    return app


def decide(app: AppTest, verb: str, number: str = "1", why: str = "Agreed") -> AppTest:
    version = max(
        int(area.key.rpartition("_")[2])
        for area in app.text_area
        if area.key.startswith(f"why_{number}_")
    )
    app.text_area(key=f"why_{number}_{version}").set_value(why)
    return app.button(key=f"{verb}_{number}").click().run()


def state(register, number: str = "1") -> tuple[str, int]:
    found = proposals.one(register, number)
    return found.body.state, found.version


def buttons(app: AppTest) -> set[str]:
    return {button.label for button in app.button}


def status_of(app: AppTest) -> str:
    """The status that a case shows, without its shape."""
    return next(
        mark.value.partition("[")[2].rstrip("]").partition(" ")[2]
        for mark in app.markdown
        if mark.value.startswith((":blue-badge[●", ":yellow-badge[◆", ":orange-badge[■"))
    )


@pytest.mark.parametrize("part", PARTS)
def test_the_sample_has_no_register_and_says_how_to_begin(part):
    with serving(BUNDLED):
        app = visited(part=part)

        assert "# No proposal waits for a decision." in words(app)
        assert "python -m data role NAME approver" in words(app).replace("\\", "")
    assert not (BUNDLED / "register.sqlite").exists()


def test_nobody_can_do_anything_in_a_register_that_is_not_begun(folder):
    for part in PARTS:
        assert buttons(visited("Anne", part=part)) == set()
    assert not (folder / "register.sqlite").exists()


def test_a_waiting_proposal_shows_its_reason_evidence_facts_rules_and_flips(register):
    propose(register, reason=MARKUP, fired=4, peers={"as_large": 3})
    app = visited()

    assert "# 1 proposal waits for a decision; 2 statuses would change if it were approved." in (
        words(app)
    )
    said = words(app)
    assert "Peers did it" in said
    assert "\\<script\\>" in said, "free text is shown as text"
    assert "2 statuses would change\\: 2 to on target. It takes effect on 1 April 2009." in said
    tables = [shown.value for shown in app.table]
    facts, rules, flips = tables[0], tables[1], tables[2]
    assert dict(facts["value"]) == {"Fired": "4", "Peers\\: as large": "3"}
    told = rules.set_index("What")
    assert told.loc["Target"].tolist() == [
        "60.0%",
        "46.0% \\(Ten points up; a change from the baseline\\)",
    ]
    assert told.loc["Intervention level"].tolist() == ["40.0%", "30.0% \\(a stated value\\)"]
    assert told.loc["Approved"].tolist() == ["The board, 15 January 2006", "–"]
    assert flips["Period"].tolist() == ["2007/08", "2008/09"]
    assert flips["Status"].tolist() == ["◆ Within tolerance → ● On target"] * 2
    (periods,) = [shown.value for shown in app.dataframe]
    assert periods["Target in force"].tolist()[:2] == [60.0, 60.0]
    assert periods["Target proposed"].tolist() == [42.0, 44.0, 46.0]


def test_several_proposals_stand_closed_and_empty_until_they_are_opened(register):
    propose(register)
    propose(register, easier(indicator_id="B1"), reason="Reuse too")
    app = visited()

    assert "# 2 proposals wait for a decision; 2 statuses would change if both were" in words(app)
    assert [closed.label for closed in app.expander] == [
        "1\\: Recycling in Home\\: 46.0% by Mar 2010, from 40.0%; 2 statuses change",
        "2\\: Reuse in Home\\: 46.0% by Mar 2010, from 40.0%; 0 statuses change",
    ]
    assert "Reuse too" not in words(app)

    app.session_state["proposal_2"] = True
    app.run()
    assert "Reuse too" in words(app)
    assert "No status of a published result would change" in words(app)


def test_of_two_proposals_for_one_target_only_one_can_become_law(register):
    propose(register)
    propose(register, easier(end=48.0))

    assert "up to 2 statuses would change if both were approved" in words(visited())


def test_a_link_opens_one_proposal_and_leads_back(register):
    propose(register)
    app = visited(proposal="1")

    assert "# Recycling in Home\\: 46.0% by Mar 2010, from 40.0%." in words(app)
    app.button(key="back_to_changes").click().run()
    assert "# 1 proposal waits for a decision" in words(app)


def test_a_link_finds_its_proposal_though_the_indicator_was_renamed_since(register):
    propose(register)
    app = visited(proposal="1: Waste that is recycled in Home")

    assert "# Recycling in Home\\: 46.0% by Mar 2010" in words(app)
    assert "not known here" not in words(app)


def test_many_facts_are_shown_when_asked_for_and_nothing_that_is_empty(register):
    propose(register, **{f"fact_{n}": n / 3 for n in range(13)}, empty=None)
    app = visited()
    assert "Fact 2" not in str([shown.value for shown in app.table])

    app.toggle(key="facts_1").set_value(True).run()

    facts = next(shown.value["value"] for shown in app.table if "Fact 2" in shown.value.index)
    assert facts["Fact 2"] == "0.6667"
    assert len(facts) == 13


@pytest.mark.parametrize("asked", ["99", "<script>"])
def test_a_link_to_a_proposal_that_is_not_known_gets_words(folder, register, asked):
    assert "which is not known here" in words(visited(proposal=asked))
    propose(register)
    assert "which is not known here" in words(visited(proposal=asked))


@pytest.mark.parametrize("who", [None, "Dora", "Bert"])
def test_whoever_may_not_decide_is_told_why_and_has_no_button_for_it(register, who):
    propose(register)
    app = visited(who)

    assert not {"Approve", "Reject"} & buttons(app)
    expected = "say who you are" if who is None else f"{who} has the role"
    assert expected in words(app)
    assert ("Withdraw" in buttons(app)) == (who == "Bert")


@pytest.mark.parametrize("who", ["Dora", "Bert", "nobody", "", None])
def test_a_forged_session_writes_nothing(register, who):
    propose(register)
    forged = [
        Deed("approve", ("1",), {"after": 1, "why": "Mine"}),
        Deed("reject", ("1",), {"after": 1, "why": "Mine"}),
        Deed("assign", (), {"name": "Dora", "role": "approver", "why": "Mine", "after": 1}),
    ]
    before = registers.revision(register)
    for deed in forged:
        app = visited(who)
        app.session_state[NOTED] = deed
        app.run()
        assert [error.value for error in app.error], "refused in words"
        assert not app.exception

    assert registers.revision(register) == before
    assert state(register) == ("proposed", 1)


def test_a_forged_session_calls_no_other_function_of_the_door(register):
    app = visited("Anne")
    app.session_state[NOTED] = Deed("_register", ())
    app.run()

    assert is_drawn(app)


def test_a_role_that_was_lowered_meanwhile_writes_nothing(register):
    propose(register)
    app = visited("Anne")
    roles.appoint(register, roles.Person("Anne", "viewer"), who="root", why="She left")

    app = decide(app, "approve")

    assert "Anne is a viewer" in app.error[0].value
    assert state(register) == ("proposed", 1)


def test_an_approval_is_law_at_the_next_click_of_whoever_has_a_page_open(register):
    propose(register)
    other = opened(OUTCOMES, indicator="A1")
    assert status_of(other) == "Within tolerance"

    app = decide(visited("Anne"), "approve")

    assert is_drawn(app)
    assert "Proposal 1 was approved; it is version 1 of the rule." in app.success[0].value
    assert "# No proposal waits for a decision." in words(app)
    assert state(register) == ("approved", 2)
    assert status_of(other.run()) == "On target"
    then = opened(OUTCOMES, indicator="A1", judged="then")
    assert status_of(then) == "Within tolerance"
    assert "Judged by the rules of the time" in words(then)


def test_the_flips_previewed_are_exactly_those_that_then_happen(register):
    propose(register)
    before, (*_, flips) = visited(), [shown.value for shown in visited().table]
    chart = {"indicator_id": "A1", "area_code": "H", "is_screened": False, "rebase_date": None}
    chart |= {"is_across": False, "ignores_season": False}
    from queries import fetch, serve

    was = fetch("indicator_signals", **chart).set_index("period_label")["status"]
    proposals.approve(register, "1", who="Anne", why="Agreed", after=1)
    serve()
    now = fetch("indicator_signals", **chart).set_index("period_label")["status"]

    assert is_drawn(before)
    assert flips["Period"].tolist() == now.index[was != now].tolist() == ["2007/08", "2008/09"]


def test_the_explanation_of_a_status_leads_to_the_proposal_that_made_its_rule(register):
    made_law(register, easier())
    app = opened(OUTCOMES, indicator="A1")
    app.session_state["why_case"] = True
    app.run()

    assert is_drawn(app)
    facts = app.table[0].value["value"]
    assert facts["Rule"] == "Version 1 in the register, by proposal 1"
    assert facts["Approved"] == "Anne, 31 July 2009"
    assert "the last value" in facts["Baseline"]
    links = {link.proto.label: link.proto.query_string for link in app.get("page_link")}
    assert links["See proposal 1"] == "to_proposal=1"

    story = visited(to_proposal="1")
    assert "Approved by Anne on 31 July 2009." in words(story)
    assert "Decide" not in words(story)


def test_a_version_that_was_not_seen_is_not_approved_and_stands_beside_the_one_that_was(register):
    propose(register)
    app = visited("Anne")
    proposals.revise(
        register,
        "1",
        draft(easier(end=52.0), "A little more"),
        who="Cleo",
        follows=0,
        after=1,
    )

    app = decide(app, "approve")

    assert "which is not the newest" in app.error[0].value
    assert state(register) == ("proposed", 2)
    assert "Revised by Cleo\\: version 1 beside version 2" in words(app)
    (beside,) = [shown.value for shown in app.table if "Version 1" in shown.value.columns]
    assert beside.set_index("What").loc["Target"].tolist() == [
        "46.0% \\(Ten points up; a change from the baseline\\)",
        "52.0% \\(Ten points up; a change from the baseline\\)",
    ]
    assert beside.set_index("What").loc["Reason"].tolist() == ["It can be done", "A little more"]

    app = decide(app, "approve")
    assert state(register) == ("approved", 3)


def test_what_another_rule_overtook_is_put_forward_again_before_it_is_approved(register):
    propose(register)
    made_law(register, easier(end=48.0))
    assert "Approve" not in buttons(visited("Anne"))
    app = visited("Cleo")
    assert "Another rule became law after this was drafted" in words(app)

    app = decide(app, "revise", why="It still holds")

    assert is_drawn(app)
    assert proposals.one(register, "1").body.follows == 1
    decide(visited("Anne"), "approve")
    assert targets.history(register, "A1", "H")[-1].version == 2


@pytest.mark.parametrize(
    ("who", "verb", "became"),
    [
        ("Anne", "reject", "rejected"),
        ("Bert", "withdraw", "withdrawn"),
    ],
)
def test_a_proposal_is_rejected_or_withdrawn_with_a_reason(register, who, verb, became):
    propose(register)
    refused = decide(visited(who), verb, why="  ")
    assert "Say why" in refused.error[0].value
    assert state(register) == ("proposed", 1)

    decide(visited(who), verb, why="Not now")

    assert state(register) == (became, 2)
    story = visited(proposal="1")
    assert f"{became.capitalize()} by {who}" in words(story)
    (decision,) = [shown.value["value"] for shown in story.table if "Because" in shown.value.index]
    assert decision["Because"] == "Not now"


def test_an_approver_cannot_approve_her_own_unless_the_workspace_allows_it(folder, register):
    proposals.propose(register, draft(easier()), who="Anne", follows=0)
    app = visited("Anne")
    assert "Approve" not in buttons(app)
    assert "someone else has to approve it" in words(app)

    (folder / "workspace.toml").write_text(SETTINGS + "\n[approval]\nby_author = true\n")
    decide(visited("Anne"), "approve")

    assert state(register) == ("approved", 2)


def test_the_decisions_are_listed_and_filtered_by_the_link(register, folder):
    propose(register)
    proposals.reject(register, "1", who="Anne", why="Too low", after=1)
    made_law(register, easier(indicator_id="B1"))
    reuse = {"indicator_id": "B1", "name": "Reuse", "partner": "Police"}
    changed = table("indicators", {"unit": "days"}, reuse)
    publish(folder, Change(reference={"indicators": changed}), source_id="t", who="Eve", why="ISO")

    def listed(**choices: str) -> list[tuple[str, str]]:
        app = visited(part="decisions", **choices)
        rows = app.dataframe[0].value if app.dataframe else None
        return [] if rows is None else list(zip(rows["Decision"], rows["Who"], strict=True))

    whole = listed()
    assert ("Proposal rejected", "Anne") in whole
    assert ("Definition changed", "Eve") in whole
    assert whole.count(("Role given", "root")) == 4
    assert listed(kind="approved") == [("Target approved", "Anne")]
    assert listed(who="Eve") == [("Definition changed", "Eve")]
    assert listed(indicator="B1", kind="Target approved") == [("Target approved", "Anne")]
    assert listed(partner="Council") == [("Proposal rejected", "Anne")]
    assert listed(since="2009-08-01", kind="approved") == []
    assert listed(until="2009-08-01") == [
        ("Target approved", "Anne"),
        ("Proposal rejected", "Anne"),
    ]
    assert "No decision fits this choice" in words(
        visited(part="decisions", since="2009-08-01", kind="approved")
    )


def test_what_became_of_a_claim_is_among_the_decisions(register):
    agreed(register, claim(areas=(), agency=None, title=MARKUP))
    claim_reviews.propose(register, claim(areas=(), agency=None), who="Bert", why="So")
    claim_reviews.withdraw(register, "2", who="Bert", why="Not yet", after=1)

    rows = visited(part="decisions").dataframe[0].value
    told = rows[rows["Decision"].str.startswith("Claim")].set_index("Decision")

    assert told["Who"].to_dict() == {"Claim withdrawn": "Bert", "Claim approved": "Anne"}
    assert told.loc["Claim withdrawn", "What"] == "More is recycled, version 2"
    assert told.loc["Claim approved", ["Indicator", "Area"]].tolist() == ["Recycling", "Home"]
    assert told.loc["Claim approved", "What"].startswith("It *can* be done")


def test_what_became_of_an_edit_of_the_thread_is_among_the_decisions(folder, register):
    threading_rows.put(folder)
    threading_rows.agreed(register, threading_rows.link("R1", "A1"))

    rows = visited(part="decisions").dataframe[0].value
    (told,) = rows[rows["Decision"] == "Thread changed"].to_dict("records")

    assert (told["What"], told["Who"]) == ("Edit 1 of the thread, version 2", "Anne")
    assert (told["Indicator"], told["Area"]) == ("", "")


def test_what_was_done_with_the_plan_is_among_the_decisions(folder, register):
    threading_rows.put(folder)
    action = replace(BINS, title="It's =1+1", serves=BINS.serves[:1])
    planning.add(register, action, who="Bert", why="It is needed")
    planning.change(register, "action-1", action, who="Cleo", why="Delayed", after=1)
    planning.change(register, "P1", replace(action, serves=()), who="Bert", why="Ours", after=0)
    acknowledgements.acknowledge(register, SEEN, who="Bert", why="It was told", after=0)

    rows = visited(part="decisions").dataframe[0].value
    told = rows[rows["Who"].isin(["Bert", "Cleo"])]
    columns = ["Decision", "What", "Who", "Why", "Indicator"]
    assert {tuple(row) for row in told[columns].to_numpy()} == {
        ("Action put into the plan", "It's =1+1, version 1", "Bert", "It is needed", "Recycling"),
        ("Action changed", "It's =1+1, version 2", "Cleo", "Delayed", "Recycling"),
        ("Action changed", "It's =1+1, version 1", "Bert", "Ours", ""),
        (
            "Breach acknowledged",
            "Seen by Head of waste services, version 1",
            "Bert",
            "It was told",
            "Recycling",
        ),
    }
    assert set(told.loc[told["Indicator"] != "", "Area"]) == {"Home"}


def test_changed_definitions_show_before_and_after_in_which_release_and_why(folder):
    changed = table(
        "indicators",
        {"unit": "days", "caveats": "<b>New</b>"},
        {"indicator_id": "B1", "name": "Reuse", "partner": "Police"},
    )
    publish(folder, Change(reference={"indicators": changed}), source_id="t", who="Eve", why="ISO")

    rows = visited(part="definitions").dataframe[0].value

    assert rows["Column"].tolist() == ["Unit", "Caveats"]
    assert rows["Before"].tolist() == ["%", ""]
    assert rows["After"].tolist() == ["days", "<b>New</b>"]
    assert set(zip(rows["Data version"], rows["Indicator"], rows["Who"], rows["Why"], strict=True))
    assert rows.iloc[0][["Data version", "Indicator", "Who", "Why"]].tolist() == [
        2,
        "Recycling",
        "Eve",
        "ISO",
    ]


def test_the_principles_are_written_in_versions_and_shown_as_text(register):
    app = visited("Bert", part="principles")
    assert "has not written its principles" in words(app)
    next(button for button in app.button if button.label == "Change the text").click().run()
    app.text_area(key="principles_text").set_value(MARKUP)
    app.text_input(key="principles_why").set_value("To begin")
    next(button for button in app.button if button.label == "Save").click().run()

    assert is_drawn(app)
    kept = documents.newest(register, documents.CHANGE_PRINCIPLES)
    assert (kept.version, kept.body.text) == (1, MARKUP)
    assert "\\<script\\>alert\\(1\\)\\</script\\>" in words(app)
    assert "Version 1, Bert" in words(app)
    assert "Change the text" in buttons(app), "the editor closes once the text is kept"


def test_a_text_saved_by_someone_else_meanwhile_stands_beside_ones_own(register):
    def save(text: str, who: str, after: int) -> None:
        kept = documents.Document("Principles of change", text)
        name = documents.CHANGE_PRINCIPLES
        documents.save(register, name, kept, who=who, why="Better", after=after)

    save("One", "Cleo", 0)
    app = visited("Bert", part="principles")
    next(button for button in app.button if button.label == "Change the text").click().run()
    save("Two, by Cleo", "Cleo", 1)
    app.text_area(key="principles_text").set_value("Two, by Bert")
    app.text_input(key="principles_why").set_value("Mine")
    next(button for button in app.button if button.label == "Save").click().run()

    assert "which is not the newest" in app.error[0].value
    assert "Cleo saved version 2 while you were writing from version 1" in words(app)
    assert "Two, by Cleo" in words(app)
    assert app.text_area(key="principles_text").value == "Two, by Bert"
    assert documents.newest(register, documents.CHANGE_PRINCIPLES).version == 2

    next(button for button in app.button if button.label == "Save after version 2").click().run()
    kept = documents.newest(register, documents.CHANGE_PRINCIPLES)
    assert (kept.version, kept.body.text) == (3, "Two, by Bert")


def test_an_approver_gives_roles_and_others_are_told_why_not(register):
    assert "may not give roles" in words(visited("Bert", part="people"))
    app = visited("Anne", part="people")
    app.text_input(key="role_name").set_value("  dora ")
    app.selectbox(key="role_role").set_value("working_group")
    app.text_input(key="role_why").set_value("She joined")
    next(button for button in app.button if button.label == "Give the role").click().run()

    assert is_drawn(app)
    assert roles.role_of(register, "Dora") == "working_group"
    (rows,) = [shown.value for shown in app.dataframe]
    assert rows.set_index("Name").loc["dora", "Given by"] == "Anne (approver)"


def test_the_audit_says_that_the_chain_is_whole_and_lists_it(register):
    made_law(register, easier())
    app = visited(part="audit")

    assert "Every change is as it was written" in app.success[0].value
    assert "data verify" in app.code[0].value
    rows = app.dataframe[0].value
    assert len(rows) == 7
    assert rows["Kind"].tolist()[:3] == ["proposal", "target", "proposal"]


def test_the_audit_finds_a_changed_byte_at_its_change(register):
    made_law(register, easier())
    whole = register.path.read_bytes()
    register.path.write_bytes(whole.replace(b"It can be done", b"It can be dune"))

    app = opened(PAGE, part="audit")

    assert not app.exception
    assert "Change 5 \\(proposal 1, version 1\\) is not as it was written" in app.error[0].value
    assert "Verified up to change 4, no further" in words(app)


def test_a_folder_that_cannot_be_written_is_said_before_anyone_tries(folder, register, monkeypatch):
    propose(register)
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and allowed(path, mode))

    assert "cannot be written here" in words(visited())


def test_a_write_that_fails_is_said_in_words_and_reading_goes_on(register):
    propose(register)
    app = visited("Anne")
    with closing(sqlite3.connect(register.path, isolation_level=None)) as other:
        other.execute("begin immediate")  # held, as by a writer that hangs
        app = decide(app, "approve")

        assert not app.exception
        assert "Someone else is saving to the register" in app.error[0].value
        assert "It can be done" in words(app)
    assert state(register) == ("proposed", 1)
    decide(visited("Anne"), "approve")
    assert state(register) == ("approved", 2)


def test_a_register_that_may_not_be_read_is_said_in_words(page, register):
    register.path.unlink()
    register.path.mkdir()  # a folder in the file's place refuses even root

    app = opened(page)

    assert not app.exception
    assert "may not be opened or written here" in app.error[0].value

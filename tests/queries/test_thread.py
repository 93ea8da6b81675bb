"""The golden thread: lines of sight, counts and breaks, held against a second version."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from data.register.threads import Attached, Link, Node, ThreadEdit
from data.workspace import BUNDLED
from queries import fetch, judged_in, serve, supposing, workspace
from tests.data import bundled as tables
from tests.queries.second_thread import NEED, Woven
from tests.queries.workspaces import serving

LEVELS = {
    0: "national_purpose",
    1: "national_outcome",
    3: "aim",
    4: "objective",
    6: "role_objective",
}
ANY = {"level": None, "partner": None}


@pytest.fixture(scope="module", autouse=True)
def sample():
    with serving(BUNDLED):
        yield


def judged() -> dict:
    return judged_in(workspace().home_area)


def statuses() -> dict[str, str]:
    rows = fetch("results", **judged())
    rows = rows[rows["is_scorecard"]]
    return dict(zip(rows["indicator_id"], rows["status"], strict=True))


def standing():
    return fetch("thread_standing", **judged()).set_index("node_id")


def bundled() -> Woven:
    """The sample's thread as its files have it."""
    nodes, links, attached = (
        tables.bundled(f"thread_{name}") for name in ("nodes", "links", "indicators")
    )
    return Woven(
        {row.node_id: (row.level_number, row.level, row.owner) for row in nodes.itertuples()},
        frozenset(zip(links["child_id"], links["parent_id"], strict=True)),
        frozenset(zip(attached["node_id"], attached["indicator_id"], strict=True)),
        statuses(),
    )


def random_thread(seed: int) -> tuple[ThreadEdit, Woven]:
    """A thread with every kind of fault, in place of the sample's; as an edit, and as values."""
    chance, known = random.Random(seed), statuses()
    nodes = {
        f"N{n}": (number, LEVELS[number], chance.choice(["HC-PF", "Harrow Council", None]))
        for n, number in enumerate(sorted(chance.choices(list(LEVELS), k=40)))
    }
    names = list(nodes)
    links = {
        (child, parent)
        for child in names
        for parent in chance.sample(names, 3)
        if nodes[parent][0] < nodes[child][0] and chance.random() < 0.7
    }
    attached = {
        (chance.choice(names), one) for one in chance.sample(sorted(known), 25) for _ in range(2)
    }
    edit = ThreadEdit(
        nodes=tuple(
            Node(n, number, level, n, owner) for n, (number, level, owner) in nodes.items()
        ),
        nodes_out=tuple(bundled().nodes),
        links=tuple(Link(*pair) for pair in sorted(links)),
        indicators=tuple(Attached(*pair) for pair in sorted(attached)),
    )
    return edit, Woven(nodes, frozenset(links), frozenset(attached), known)


def check(woven: Woven) -> None:
    """Everything that is asked of a thread, against the second version."""
    rows = standing()
    assert set(rows.index) == set(woven.nodes)
    counts = rows[["indicators", "on_target", "within_tolerance", "intervention", "worst"]]
    for node, *found in counts.astype(object).where(counts.notna(), None).itertuples():
        *numbers, worst = found
        *wanted, needed = woven.counts(node)
        assert numbers == wanted, node
        # which of the statuses without a judgement stands first is no matter
        assert NEED.get(worst, worst and 3) == NEED.get(needed, needed and 3), node
    for node in list(woven.nodes)[::3]:
        sight = fetch("thread_sight", **judged(), node_id=node)
        found = sight[["side", "node_id", "distance"]].itertuples(index=False)
        assert {tuple(row) for row in found} == woven.sight(node)
    assert breaks() == woven.breaks()


def breaks(**choice) -> set[tuple[str, str]]:
    rows = fetch("thread_breaks", **judged(), **{**ANY, **choice})
    return set(zip(rows["kind"], rows["node_id"].fillna(rows["indicator_id"]), strict=True))


def test_the_sample_is_as_the_second_version_says():
    woven = bundled()

    check(woven)
    assert {"nothing_beneath", "no_indicator", "no_objective"} <= {kind for kind, _ in breaks()}


@pytest.mark.parametrize("seed", range(6))
def test_a_thread_made_by_chance_is_as_the_second_version_says(seed):
    edit, woven = random_thread(seed)
    with supposing("thread_edit", edit):
        check(woven)
    assert len({kind for kind, _ in woven.breaks()}) >= 5


def test_taking_out_one_link_lists_exactly_the_nodes_it_held():
    before, thread = breaks(), bundled()
    # the only way up of a plan, and of what hangs beneath it and nowhere else
    child = next(n for n, up in sorted(thread.up.items()) if len(up) == 1 and n.startswith("DO"))
    (parent,) = thread.up[child]
    cut = replace(thread, links=thread.links - {(child, parent)})
    lost = {
        n
        for n in {child, *thread.reached(child, thread.down)}
        if not thread.outcomes & set(cut.reached(n, cut.up))
    }
    with supposing("thread_edit", ThreadEdit(links_out=(Link(child, parent),))):
        after = breaks()

    assert len(lost) > 1
    assert {one for one in after - before if one[0] == "no_outcome"} == {
        ("no_outcome", node) for node in lost
    }
    assert before <= after
    assert after == cut.breaks()


def test_links_in_sight_are_those_between_nodes_in_sight():
    thread = bundled()
    for node in ("OP01", "S0", "LA01", "LO01"):
        links = fetch("thread_sight_links", node_id=node)
        for side, ways in (("above", thread.up), ("beneath", thread.down)):
            seen = {node, *thread.reached(node, ways)}
            rows = links[links["side"] == side]
            found = set(zip(rows["inner_id"], rows["outer_id"], strict=True))
            assert found == {(one, far) for one in seen for far in ways.get(one, ())}


def test_a_search_and_filters_find_nodes():
    def found(**choice) -> set[str]:
        asked = {"level": None, "partner": None, "theme": None, "search_text": None} | choice
        return set(fetch("thread_list", **judged(), **asked)["node_id"])

    rows = standing()
    assert found() == set(rows.index)
    assert found(search_text="DOMESTIC violence") == {
        n for n, title in rows["title"].items() if "domestic violence" in title.lower()
    }
    police = found(partner="Metropolitan Police")
    # a department of the police counts as the police
    assert {"MPS-SNT", "Metropolitan Police"} <= set(rows.loc[list(police), "owner"])
    roles = found(theme=rows.loc["DO01", "themes"][0], level="role_objective")
    assert "RO01" in roles, "a role has the theme of what it serves"
    assert roles < found(level="role_objective")


def test_coverage_counts_every_node_once():
    rows, cover = standing(), fetch("thread_coverage", **judged())

    assert cover["nodes"].sum() == len(rows)
    assert cover["reaching"].sum() == rows["reaches_outcome"].sum()
    assert cover["measured"].sum() == (rows["indicators"] > 0).sum()
    assert (cover["owned"] == cover["nodes"]).all()


@pytest.mark.parametrize("sheet", ["HC-PF-SCH", "HC-OD-POL", "RO04", "MPS-SNT"])
def test_a_sheet_holds_what_is_owned_and_everything_in_its_sight(sheet):
    thread, rows = bundled(), fetch("thread_sheet", **judged(), sheet=sheet)
    owned = {n for n, (_, _, owner) in thread.nodes.items() if sheet in (n, owner)}
    above = {up for n in owned for up in thread.reached(n, thread.up)}
    beneath = {down for n in owned for down in thread.reached(n, thread.down)}
    parts = rows.groupby("part")["node_id"].agg(set).to_dict()

    assert set(rows["node_id"]) == owned | above | beneath
    is_own = {n for n in owned if n == sheet or "role" not in thread.nodes[n][1]}
    assert parts["own"] == is_own
    assert parts["above"] == above - owned - beneath
    assert parts.get("beneath", set()) == (beneath | owned) - is_own


def test_a_circle_that_was_published_ends():
    loop = (Link("HA1", "LO01"), Link("LO01", "HA1"))
    with supposing("thread_edit", ThreadEdit(links=loop)):
        rows = fetch("thread_sight", **judged(), node_id="HA1")
        assert {"above", "beneath", "chosen"} == set(rows["side"])
        assert not standing().empty
    serve()

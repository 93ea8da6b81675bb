"""Actions in force: those published, each replaced by what the register says of it last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data.contract import REFERENCE
from data.register import Register
from data.register.actions import KIND, Action

PUBLISHED = ("actions", "action_nodes", "action_indicators", "action_steps")
PLAIN = (
    *("title", "owner_post", "owner_partner", "start_date", "end_date", "status"),
    *("cost", "agreed_date"),
)


def tables(
    register: Register, published: Mapping[str, pa.Table], _: tuple[Any, ...] = ()
) -> dict[str, pa.Table]:
    """The four tables by their names in force, each in the order of its key. Raises Unusable."""
    written = _newest(register)
    codes = pa.array(sorted(written), pa.string())
    made = {}
    for name in PUBLISHED:
        table, rows = REFERENCE[name], published[name]
        kept = rows.filter(pc.invert(pc.is_in(rows["action_id"], value_set=codes)))
        new = [row for key, action in written.items() for row in _rows(name, key, action)]
        both = pa.concat_tables([kept, pa.Table.from_pylist(new, schema=table.schema)])
        made[f"{name}_in_force"] = both.sort_by([(column, "ascending") for column in table.key])
    return made


def _newest(register: Register) -> dict[str, Action]:
    if not register.is_begun:
        return {}
    # Here, because a workspace without a register need not wait for SQLAlchemy (0.4 s).
    from data.register import records
    from data.register.connecting import reading

    with reading(register) as connection:
        found = records.newest(connection, KIND)
    return {record.record_id: record.of(Action).body for record in found}


def _rows(table: str, action_id: str, action: Action) -> list[dict[str, Any]]:
    """Rows of one table that an action makes."""
    key = {"action_id": action_id}
    if table == "actions":
        return [key | {name: getattr(action, name) for name in PLAIN}]
    if table == "action_nodes":
        return [key | {"node_id": node} for node in action.nodes]
    if table == "action_indicators":
        return [key | vars(one) for one in action.serves]
    return [key | {"position": n} | vars(one) for n, one in enumerate(action.steps, start=1)]

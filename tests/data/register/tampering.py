"""Changing a register behind its back, as someone with the database in hand could."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from sqlalchemy import create_engine, text

from data.register import Register

TRIGGERS = "select name, sql from sqlite_schema where type = 'trigger'"


def tamper(register: Register, *statements: str, is_guard_kept: bool = True) -> None:
    """Run statements without the triggers and foreign keys that would refuse them."""
    if register.url:
        engine = create_engine(register.url)
        with engine.begin() as connection:
            connection.execute(text("set session_replication_role = replica"))  # no trigger fires
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()
        return
    with closing(sqlite3.connect(register.path)) as connection:
        triggers = dict(connection.execute(TRIGGERS).fetchall()) if is_guard_kept else {}
        drops = [f"drop trigger {name}" for name in triggers]
        for statement in (*drops, *statements, *triggers.values()):
            connection.execute(statement)
        connection.commit()

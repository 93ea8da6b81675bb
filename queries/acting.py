"""Acts: who the person is that a session names, as the register of this run knows them.

Apart from `deciding`, because every page shows who is acting, and a session that named nobody, or
a workspace whose register is not begun, need not wait for SQLAlchemy (0.4 s).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from data import register
from queries import revision, workspace

ROLES = {"viewer": "viewer", "working_group": "working group", "approver": "approver"}


@dataclass(frozen=True)
class Acting:
    """The person acting: the name to show, the role, and why the name given cannot be one.

    The role is for showing what can be done; every write looks it up again.
    """

    name: str | None = None
    role: str = "viewer"
    problem: str | None = None

    @property
    def role_name(self) -> str:
        """The role in words."""
        return ROLES[self.role]

    def may(self, role: str) -> bool:
        """Whether the role is at least this one."""
        order = list(ROLES)
        return self.name is not None and order.index(self.role) >= order.index(role)


def acting(name: str | None) -> Acting:
    """Who goes by this name; a viewer when nobody gave it a role. Raises register.Unusable."""
    return _acting(name, workspace().path, revision()) if name else Acting()


@lru_cache(maxsize=500)
def _acting(name: str, path: Path, revision: str) -> Acting:  # the last two renew the cache
    from data.register import roles

    try:
        shown = roles.named(name)
    except register.Refused as refusal:
        return Acting(problem=str(refusal))
    return Acting(shown, roles.role_of(register.of(workspace()), shown))

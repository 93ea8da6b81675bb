"""One viewer, as far as the server can tell: Streamlit's own messages over its web socket.

A browser would add its own drawing time; what is measured here is the server's.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

COMPLETE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@dataclass(frozen=True)
class Visit:
    """One rerun of one page: its address, how long until the script had finished, what failed."""

    address: str
    seconds: float
    failures: tuple[str, ...] = ()


@dataclass
class Viewer:
    """An open tab; `visit` turns its page."""

    connection: ClientConnection
    visits: list[Visit] = field(default_factory=list)

    async def visit(self, address: str) -> Visit:
        """The visit of a page at `name?query` ('' is the default page), after it is complete."""
        page, _, query = address.partition("?")
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        message.rerun_script.context_info.timezone = "Europe/London"
        message.rerun_script.context_info.locale = "en-GB"
        begun = time.perf_counter()
        await self.connection.send(message.SerializeToString())
        failures = await self._until_complete()
        visit = Visit(address, time.perf_counter() - begun, failures)
        self.visits.append(visit)
        return visit

    async def _until_complete(self) -> tuple[str, ...]:
        failures = []
        async for payload in self.connection:
            message = ForwardMsg.FromString(payload)
            kind = message.WhichOneof("type")
            if kind == "page_not_found":
                failures.append("page not found")
            elif kind == "delta" and message.delta.new_element.HasField("exception"):
                failures.append(message.delta.new_element.exception.message)
            elif kind == "script_finished" and message.script_finished in COMPLETE:
                return tuple(failures)
            elif kind == "script_finished" and (
                message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR
            ):
                return (*failures, "the script does not compile")
        return (*failures, "the server closed the connection")


async def opened(port: int) -> Viewer:
    """A viewer connected to the server on this port, with no page visited yet."""
    connection = await connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        subprotocols=["streamlit"],
        compression=None,
        max_size=None,
        proxy=None,
    )
    return Viewer(connection)

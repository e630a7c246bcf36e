"""A desktop's notification server, as the freedesktop specification describes it; run on a session bus of a test.

Prints each notice as a line of JSON; a line on standard input clicks the last one.
"""

import asyncio
import json
import sys
from typing import Annotated

from dbus_fast.aio import MessageBus
from dbus_fast.annotations import DBusSignature
from dbus_fast.service import ServiceInterface, dbus_method, dbus_signal

Text = Annotated[str, DBusSignature("s")]
Texts = Annotated[list[str], DBusSignature("as")]
Number = Annotated[int, DBusSignature("u")]
Signed = Annotated[int, DBusSignature("i")]
Hints = Annotated[dict[str, object], DBusSignature("a{sv}")]


class Notifications(ServiceInterface):
    """org.freedesktop.Notifications 1.2."""

    def __init__(self) -> None:
        super().__init__("org.freedesktop.Notifications")
        self.last = 0

    @dbus_method("GetCapabilities")
    def get_capabilities(self) -> Texts:
        return ["body", "body-markup", "actions", "persistence"]

    @dbus_method("GetServerInformation")
    def get_server_information(self) -> Annotated[tuple[str, str, str, str], DBusSignature("ssss")]:
        return ("desktop of a test", "Holdfast", "1", "1.2")

    @dbus_method("Notify")
    def notify(
        self, app: Text, replaces: Number, icon: Text, summary: Text, body: Text, actions: Texts, hints: Hints,
        timeout: Signed,
    ) -> Number:  # fmt: skip
        self.last += 1
        print(json.dumps({"app": app, "title": summary, "text": body, "actions": actions}), flush=True)
        return self.last

    @dbus_method("CloseNotification")
    def close_notification(self, number: Number) -> None:
        return None

    @dbus_signal("ActionInvoked")
    def action_invoked(self, number: int, key: str) -> Annotated[tuple[int, str], DBusSignature("us")]:
        return (number, key)

    @dbus_signal("NotificationClosed")
    def notification_closed(self, number: int, why: int) -> Annotated[tuple[int, int], DBusSignature("uu")]:
        return (number, why)


async def main() -> None:
    bus = await MessageBus().connect()
    server = Notifications()
    bus.export("/org/freedesktop/Notifications", server)
    await bus.request_name("org.freedesktop.Notifications")
    print("{}", flush=True)
    while await asyncio.to_thread(sys.stdin.readline):
        server.action_invoked(server.last, "default")


asyncio.run(main())

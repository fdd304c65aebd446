"""Looks at a program as a screen reader does, over AT-SPI (freedesktop.org), with jeepney.

    dbus-run-session -- python -m tests.gui.screen_reader FOLDER

Starts the program, walks its tree, asks for a draft, listens, and prints what it found as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import Any

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    HeaderFields,
    MatchRule,
    MessageType,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import (  # type: ignore[import-untyped]
    DBusConnection,
    open_dbus_connection,
)

_ACCESSIBLE, _PROPERTIES = "org.a11y.atspi.Accessible", "org.freedesktop.DBus.Properties"
_REGISTRY, _ROOT = "org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root"
_FOCUSABLE = 11  # of AtspiStateType
_LISTEN_S = 15

Node = tuple[str, str]  # bus name, path


class Reader:
    """A connection to the bus of accessibility."""

    def __init__(self) -> None:
        with open_dbus_connection("SESSION") as session:
            bus = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            (address,) = session.send_and_get_reply(new_method_call(bus, "GetAddress")).body
        self.bus: DBusConnection = open_dbus_connection(address)

    def ask(self, node: Node, interface: str, method: str, *body: Any) -> Any:
        """Call a method; strings alone are handed over."""
        address = DBusAddress(node[1], node[0], interface)
        message = new_method_call(address, method, "s" * len(body), body)
        reply = self.bus.send_and_get_reply(message, timeout=10)
        if reply.header.message_type is MessageType.error:
            raise RuntimeError(reply.body)
        return reply.body[0] if reply.body else None

    def children(self, node: Node) -> list[Node]:
        """What lies directly in ``node``."""
        return list(self.ask(node, _ACCESSIBLE, "GetChildren"))

    def describe(self, node: Node) -> tuple[str, str, bool]:
        """Role, name, and whether it can have the keyboard."""
        name = self.ask(node, _PROPERTIES, "Get", _ACCESSIBLE, "Name")[1]
        role = self.ask(node, _ACCESSIBLE, "GetRoleName")
        low, _high = self.ask(node, _ACCESSIBLE, "GetState")
        return role, name, bool(low >> _FOCUSABLE & 1)

    def walk(self, node: Node) -> list[tuple[str, str, bool]]:
        """Everything below ``node``."""
        found = [self.describe(node)]
        # What drops down belongs to its box, and is not there before it does.
        for child in [] if found[0][0] == "combo box" else self.children(node):
            found += self.walk(child)
        return found

    def listen_for(self, wanted: int) -> list[str]:
        """Return the first announcements that come."""
        said: list[str] = []
        end = time.monotonic() + _LISTEN_S
        while len(said) < wanted and time.monotonic() < end:
            try:
                message = self.bus.receive(timeout=1)
            except TimeoutError:
                continue
            if message.header.fields.get(HeaderFields.member) == "Announcement":
                said.append(message.body[3][1])
        return said


def main() -> None:
    """Print ``{"tree": [[role, name, focusable], …], "said": […]}``."""
    reader = Reader()
    rule = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object", member="Announcement")
    reader.bus.send_and_get_reply(message_bus.AddMatch(rule))
    reader.ask((_REGISTRY, "/org/a11y/atspi/registry"), _REGISTRY, "RegisterEvent", "object:")
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.gui.accessible_program", sys.argv[1]],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"},
        text=True,
    )
    assert program.stdin is not None
    assert program.stdout is not None
    assert program.stdout.readline() == "ready\n"
    applications = reader.children((_REGISTRY, _ROOT))
    tree = [each for node in applications for each in reader.walk(node)]
    program.stdin.write("draft\n")
    program.stdin.flush()
    said = reader.listen_for(2)
    program.stdin.close()
    program.wait(20)
    print(json.dumps({"tree": tree, "said": said}))


if __name__ == "__main__":
    main()

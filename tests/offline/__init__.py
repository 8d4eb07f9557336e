"""Tests run without a network: whoever asks for one fails."""

import socket
import sys
from pathlib import Path
from typing import Any

FOLDER = str(Path(__file__).parent)  # on PYTHONPATH, other processes are without a network too
ASKING = {
    "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo",
}  # fmt: skip
REACHING = {"socket.connect", "socket.bind", "socket.sendto"}


class NetworkWanted(BaseException):
    """The program wants to talk to a network."""


def forbid_network() -> None:
    """Raise from here on when anything in this process asks for a network."""
    sys.addaudithook(_refuse)


def _refuse(event: str, args: tuple[Any, ...]) -> None:
    local = getattr(socket, "AF_UNIX", None)
    if event in ASKING or (event in REACHING and args[0].family != local):
        raise NetworkWanted(f"{event} {args[1:]}")

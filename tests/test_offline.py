"""All tests run without a network, in this process and in those that they start."""

import os
import socket
import subprocess
import sys

import pytest

from tests.offline import FOLDER, NetworkWanted


def test_nobody_can_reach_a_network() -> None:
    with pytest.raises(NetworkWanted):
        socket.getaddrinfo("example.org", 80)
    with socket.socket() as one, pytest.raises(NetworkWanted):
        one.connect(("127.0.0.1", 9))


@pytest.mark.skipif(os.name != "posix", reason="Windows has other sockets")
def test_what_stays_in_the_computer_is_allowed() -> None:
    one, other = socket.socketpair()
    one.sendall(b"x")
    assert other.recv(1) == b"x"
    one.close()
    other.close()


def test_other_processes_are_without_a_network_too() -> None:
    code = "import socket; socket.getaddrinfo('example.org', 80)"
    env = {**os.environ, "PYTHONPATH": FOLDER}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, env=env, text=True
    )
    assert done.returncode != 0
    assert "NetworkWanted" in done.stderr

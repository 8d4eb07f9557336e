"""PySide6 6.12.0 on Python 3.11 loses a reference to None with every call: a crash in the end."""

import sys

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel

from playground.engine.events import Sampled

CALLS = 5000
SLACK = 200  # what pytest and Qt may hold by themselves
CONSTANTS = (None, True, False)


class Sender(QObject):
    happened = Signal(list)
    flagged = Signal(bool)


class Receiver(QObject):
    def take(self, events):
        return None

    def flag(self, on):
        return None


def changes(action):
    """How the reference counts of the constants change over many calls."""
    before = [sys.getrefcount(constant) for constant in CONSTANTS]
    for number in range(CALLS):
        action(number)
    after = [sys.getrefcount(constant) for constant in CONSTANTS]
    return [abs(a - b) for a, b in zip(after, before, strict=True)]


@pytest.fixture
def pair(qtbot):
    sender, receiver = Sender(), Receiver()
    sender.happened.connect(receiver.take)
    sender.flagged.connect(receiver.flag)
    return sender, receiver


def test_sending_signals_leaves_the_constants_alone(pair):
    sender, _ = pair
    events = [Sampled(1, "")]

    def send(number):
        sender.happened.emit(events)
        sender.flagged.emit(number % 2 == 0)

    assert max(changes(send)) < SLACK


def test_calling_void_methods_leaves_the_constants_alone(qtbot):
    label = QLabel()
    qtbot.addWidget(label)

    def call(number):
        label.setEnabled(number % 2 == 0)
        label.setObjectName("label")

    assert max(changes(call)) < SLACK

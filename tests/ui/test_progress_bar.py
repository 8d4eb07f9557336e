"""The progress bar: it is painted with everything else."""

import pytest
from PySide6.QtWidgets import QApplication

from playground.ui.progress_bar import ProgressBar


class Counting(ProgressBar):
    """Counts how often it is painted."""

    paints = 0

    def paintEvent(self, event):
        self.paints += 1
        super().paintEvent(event)


@pytest.fixture
def bar(qtbot):
    made = Counting()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    QApplication.processEvents()
    return made


def test_it_is_painted_once_after_many_changes_and_not_at_once(bar):
    before = bar.paints
    for share in (0.1, 0.2, 0.3):
        bar.show_share(share)
    assert bar.paints == before
    QApplication.processEvents()
    assert bar.paints == before + 1
    assert (bar.value(), bar.maximum()) == (300, 1000)


def test_the_same_share_is_not_painted_again(bar):
    bar.show_share(0.5)
    QApplication.processEvents()
    before = bar.paints
    bar.show_share(0.5)
    QApplication.processEvents()
    assert bar.paints == before


@pytest.mark.parametrize(("share", "value"), [(-0.5, 0), (1.5, 1000), (1 / 3, 333)])
def test_a_share_stays_between_nothing_and_all(bar, share, value):
    bar.show_share(share)
    assert bar.value() == value


def test_without_a_share_it_moves(bar):
    bar.show_share(0.5)
    bar.show_share(None)
    assert (bar.minimum(), bar.maximum()) == (0, 0)
    bar.show_share(0.25)
    assert (bar.value(), bar.maximum()) == (250, 1000)

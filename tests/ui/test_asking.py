"""Asking where to save: the ending is added once, and nothing is replaced unasked."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from playground.ui.asking import ask_where_to_save, with_ending


@pytest.mark.parametrize(
    ("name", "ending", "file"),
    [
        ("hens", ".txt", "hens.txt"),
        ("hens.txt", ".txt", "hens.txt"),
        ("hens.TXT", ".txt", "hens.TXT"),
        ("run 1.5", ".png", "run 1.5.png"),
        ("hens.txt", ".png", "hens.txt.png"),
        ("母鸡", ".csv", "母鸡.csv"),
    ],
)
def test_a_name_gets_its_ending(name, ending, file):
    assert with_ending(Path(name), ending) == Path(file)


@pytest.fixture
def ask(qtbot, dressed, tmp_path, monkeypatch):
    parent = QWidget()
    qtbot.addWidget(parent)

    def answer(name, *, replace=None):
        def question(*_):
            assert replace is not None, "asked for nothing"
            buttons = QMessageBox.StandardButton
            return buttons.Yes if replace else buttons.No

        chosen = str(tmp_path / name) if name else ""
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (chosen, ""))
        monkeypatch.setattr(QMessageBox, "question", question)
        return ask_where_to_save(parent, "Save", tmp_path / "first.txt", "Texts (*.txt)")

    return answer


def test_no_file_is_replaced_that_the_dialog_could_not_ask_about(ask, tmp_path):
    assert ask("") is None
    assert ask("new") == tmp_path / "new.txt"
    (tmp_path / "old.txt").write_text("old", encoding="utf-8")
    assert ask("old", replace=False) is None
    assert ask("old", replace=True) == tmp_path / "old.txt"
    assert ask("old.txt") == tmp_path / "old.txt"  # there the dialog has asked

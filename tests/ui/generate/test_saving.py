"""Saving the text: a name without an ending gets one, and where it went is said."""

from PySide6.QtWidgets import QFileDialog


def test_the_ending_is_added_and_the_place_is_told(bench, studio, qtbot, tmp_path, monkeypatch):
    bench.write()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "v1.5"), ""))
    with qtbot.waitSignal(studio.saved) as signal:
        bench.click("save")
    file = tmp_path / "v1.5.txt"
    assert signal.args == [str(file)]
    assert file.read_text(encoding="utf-8") == bench.text

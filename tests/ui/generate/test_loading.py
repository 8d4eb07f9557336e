"""While the engine starts the bars say so."""

from playground.services.runs import WEIGHTS
from playground.ui.tabs.generate import GenerateTab
from tests.ui.generate.conftest import PATIENCE, open_tab


def test_the_bars_say_that_the_model_is_loaded(qtbot, studio, run):
    studio.refresh()
    qtbot.waitUntil(lambda: studio.listed and not studio.jobs.busy, timeout=PATIENCE)
    studio.select(studio.runs[0])
    tab = GenerateTab(studio)
    qtbot.addWidget(tab)
    with qtbot.waitExposed(tab):
        tab.show()
    blank = tab.why.bars.grab().toImage()
    assert tab.why.bars.accessibleDescription() == "Loading the model…"
    tab.why.bars.set_waiting("")
    assert tab.why.bars.grab().toImage() != blank
    studio.has_engine = True
    studio.engine_ready.emit()
    qtbot.waitUntil(lambda: tab.why.choice is not None, timeout=PATIENCE)
    assert "Loading" not in tab.why.bars.accessibleDescription()


def test_they_wait_for_no_model_that_cannot_be_loaded(qtbot, studio, run):
    (run.path / WEIGHTS).write_bytes(b"damaged")
    tab = open_tab(qtbot, studio)
    qtbot.waitUntil(lambda: "damaged" in tab.prompt.problem.text(), timeout=PATIENCE)
    assert tab.why.bars.accessibleDescription() == ""

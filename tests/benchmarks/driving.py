"""The real window, opened to train one text and closed after it."""

from collections.abc import Callable
from pathlib import Path

from playground.engine.config import RunConfig
from playground.engine.events import Done


def train_in_the_window(
    file: Path, config: RunConfig, began: Callable[[], None], ended: Callable[[Done], None]
) -> None:
    """Open the window, train, and close it.

    The text is measured before, as on the command line.

    Args:
        file: The text.
        config: The settings.
        began: Called when the training runs, on the window's thread.
        ended: Called with the last event.
    """
    from PySide6.QtCore import QTimer

    from playground.ui.phase import Phase
    from playground.ui.program import Program, make_application

    qt = make_application()
    qt.setQuitOnLastWindowClosed(False)
    program = Program(qt, [file])
    window, studio = program.window, program.studio
    window.closing.closed.connect(qt.quit)

    def begin() -> None:
        if studio.has_engine and studio.ruler is not None and studio.phase is Phase.IDLE:
            studio.engine_ready.disconnect(begin)
            studio.ruler_changed.disconnect(begin)
            window.show_tab("train")
            studio.start(config)

    def follow() -> None:
        if studio.phase is Phase.RUNNING:
            began()

    def note(events: list[object]) -> None:
        for event in events:
            if isinstance(event, Done):
                ended(event)
                QTimer.singleShot(0, window.closing.close_now)

    studio.engine_ready.connect(begin)
    studio.ruler_changed.connect(begin)
    studio.training_changed.connect(follow)
    studio.training_reported.connect(note)
    window.show()
    qt.exec()
    program.close()

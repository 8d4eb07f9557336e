"""A bug must not end the program: it is logged and shown with a report to copy."""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QUrl, Signal, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from playground import __version__, paths
from playground.log import log_bug
from playground.ui import theme
from playground.ui.bugs import Bug, Bugs
from playground.ui.card import label
from playground.ui.language import Translated, tr


def report(error: BaseException) -> str:
    """Return what a developer needs to know about a bug."""
    torch = getattr(sys.modules.get("torch"), "__version__", "not loaded")
    versions = (
        f"LM Playground {__version__}, Python {platform.python_version()}, "
        f"Qt {qVersion()}, torch {torch}, {platform.platform()}"
    )
    return versions + "\n\n" + "".join(traceback.format_exception(error))


class CrashDialog(Translated, QDialog):
    """Says that something failed, shows the report, and lets one go on."""

    def __init__(self, text: str, parent: QWidget | None = None, *, last: bool = False) -> None:
        """Make the dialog.

        Args:
            text: The report.
            parent: The window.
            last: Whether it is not shown again, since it comes again and again.
        """
        super().__init__(parent)
        self.setObjectName("crash")
        self._more = 0
        self._last = last
        self.heading = label("heading", wrap=True)
        self.sentence = label("plain", wrap=True)
        self.details = QPlainTextEdit(text)
        self.details.setObjectName("crash.report")
        self.details.setReadOnly(True)
        self.details.setFont(theme.font(12, mono=True))
        self.copy = QPushButton()
        self.copy.setObjectName("crash.copy")
        self.copy.clicked.connect(self._copy)
        self.logs = QPushButton()
        self.logs.setObjectName("crash.logs")
        self.logs.clicked.connect(open_logs)
        self.go_on = QPushButton()
        self.go_on.setObjectName("crash.close")
        self.go_on.setProperty("role", "primary")
        self.go_on.clicked.connect(self.accept)
        self.go_on.setDefault(True)
        self._lay_out()
        self.retranslate()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.setWindowTitle(tr("Something went wrong"))
        self.heading.setText(tr("Something went wrong that should not have."))
        self.sentence.setText(self._words())
        self.details.setAccessibleName(tr("Report"))
        for button, words in (
            (self.copy, tr("&Copy report")),
            (self.logs, tr("Open &log folder")),
            (self.go_on, tr("&Go on")),
        ):
            button.setText(words)
            button.setAccessibleName(words.replace("&", ""))

    def count_another(self) -> None:
        """Say that there were more bugs since it was opened."""
        self._more += 1
        self.retranslate()

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox()
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.logs, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.go_on, QDialogButtonBox.ButtonRole.AcceptRole)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(20))
        box.setSpacing(theme.px(12))
        box.addWidget(self.heading)
        box.addWidget(self.sentence)
        box.addWidget(self.details, 1)
        box.addWidget(buttons)
        self.resize(theme.px(640), theme.px(420))

    def _words(self) -> str:
        if self._last:
            return tr(
                "It comes again and again. Your runs are safe, and you can go on: from now on it "
                "is only written to the log."
            )
        if self._more:
            return tr(
                "Your runs are safe, and you can go on. It happened {count} more times; this is "
                "the first report.",
                count=self._more,
            )
        return tr(
            "Your runs are safe, and you can go on. If you copy the report and send it to "
            "the makers, they can mend it."
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())


class CrashReporter(QObject):
    """Python's exception hook while the window lives; `close` gives the old one back."""

    happened = Signal(BaseException)  # from any thread
    _told = Signal(str, object)  # report, Bug

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._dialog: CrashDialog | None = None
        self._bugs = Bugs()
        self._hooks = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook
        # Not at once: where a painter fails, nothing may be shown yet.
        self._told.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def close(self) -> None:
        """Give Python its own hooks back."""
        sys.excepthook, threading.excepthook = self._hooks

    def _hook(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        bug = self._bugs.note(error)
        if bug.is_worth_logging:
            traceback.print_exception(error)
            log_bug(error, bug.times)
        self.happened.emit(error)
        self._told.emit(report(error) if bug.is_new else "", bug)
        traceback.clear_frames(trace)  # a painter in one of them would stay active

    def _thread_hook(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._hook(args.exc_type, args.exc_value, args.exc_traceback)

    def _show(self, text: str, bug: Bug) -> None:
        if self._dialog is not None:
            self._dialog.count_another()
            return
        if not bug.is_new:
            return
        bug.shown += 1
        self._dialog = CrashDialog(text, self._window, last=not bug.is_new)
        self._dialog.finished.connect(self._closed)
        self._dialog.open()

    def _closed(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()


def open_logs() -> None:
    """Show the folder of the log files."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.logs())))

"""The window is there, in its language and theme, before torch is imported."""

import subprocess
import sys
import textwrap

SCRIPT = textwrap.dedent(
    """
    import sys, threading
    from pathlib import Path
    from PySide6.QtCore import QTimer
    from playground import paths
    from playground.ui.app import main
    from playground.ui import program as module
    from playground.ui.settings import Settings

    settings = Settings(paths.settings_file())
    settings.set("window/language", "zh")
    settings.set("window/theme", "dark")
    settings.save()

    seen = {}
    importers = set()

    def note(event, words):
        if event == "import" and words[0] == "torch":
            importers.add(threading.current_thread() is threading.main_thread())

    sys.addaudithook(note)

    class Program(module.Program):
        def __init__(self, qt, files):
            super().__init__(qt, files)
            self.window.painted.connect(self.look)
            self.studio.engine_ready.connect(self.leave)

        def _begin_work(self):
            seen["torch at paint"] = "torch" in sys.modules
            super()._begin_work()

        def look(self):
            corner = self.window.grab().toImage().pixelColor(2, 2).name().upper()
            seen["dark"] = corner == "#15181C"
            seen["menu"] = self.window.menus.actions()[0].text()

        def leave(self):
            seen["torch later"] = "torch" in sys.modules
            seen["imported by the window"] = True in importers
            self.window.close()

    module.Program = Program
    code = main()
    print(seen)
    sys.exit(code)
    """
)


def test_the_window_is_painted_before_torch_is_imported(home):
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", SCRIPT],
        capture_output=True,
        text=True,
        timeout=60,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(
        {
            "torch at paint": False,
            "dark": True,
            "menu": "文件(&F)",
            "torch later": True,
            "imported by the window": False,
        }
    )


def test_nothing_of_the_window_imports_torch():
    code = (
        "import sys; from pathlib import Path; import importlib; import playground.ui as ui;"
        "names = [f'playground.ui.{f.stem}' for f in Path(ui.__path__[0]).glob('*.py')];"
        "[importlib.import_module(name) for name in names];"
        "sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=120).returncode == 0

"""Keys that are no menu commands, for the list of shortcuts."""

from playground.text import mark

OTHER_KEYS: list[tuple[str, list[tuple[str, str]]]] = [
    (
        mark("In the list of runs"),
        [
            ("↑ ↓", mark("Choose a run")),
            ("Ctrl+Enter", mark("Generate with it")),
            ("Del", mark("Delete")),
        ],
    ),
    (
        mark("When training"),
        [
            ("Ctrl+Enter, F5", mark("Start or continue")),
            ("← →", mark("Read the curve")),
            ("+ −", mark("Zoom the curve")),
            ("Shift+← →", mark("Move the curve")),
            ("Home", mark("Show the whole curve")),
        ],
    ),
    (
        mark("When generating"),
        [
            ("Ctrl+Enter", mark("Generate")),
            ("Ctrl+→", mark("One more token")),
            ("Ctrl+P", mark("Hold slow motion")),
            ("Esc", mark("Stop")),
        ],
    ),
]

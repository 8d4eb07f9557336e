"""Where the keys lead in a view of tokens."""

from PySide6.QtCore import Qt

from playground.ui.flow import Flow

FAR = 1e9  # right of every token


def walk(flow: Flow, current: int, page: int, key: Qt.Key, keys: Qt.KeyboardModifier) -> int:
    """Return the token that a key leads to from token `current` (-1: none), -1 if to none.

    `page` is how many lines can be seen.
    """
    last = flow.tokens - 1
    if last < 0 or keys & Qt.KeyboardModifier.AltModifier:
        return -1
    whole = bool(keys & Qt.KeyboardModifier.ControlModifier)
    if current < 0:
        return _enter(last, key, whole)
    match key:
        case Qt.Key.Key_Left if not whole:
            return max(0, current - 1)
        case Qt.Key.Key_Right if not whole:
            return min(last, current + 1)
        case Qt.Key.Key_Home:
            return 0 if whole else _on_line(flow, current, 0, -1.0)
        case Qt.Key.Key_End:
            return last if whole else _on_line(flow, current, 0, FAR)
        case Qt.Key.Key_Up | Qt.Key.Key_Down:
            return _on_line(flow, current, -1 if key == Qt.Key.Key_Up else 1)
        case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
            return _on_line(flow, current, -page if key == Qt.Key.Key_PageUp else page)
    return -1


def _enter(last: int, key: Qt.Key, whole: bool) -> int:
    """Return the first or the last token, as the key comes from before or after the text."""
    if key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_PageDown):
        return 0
    if key in (Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_PageUp):
        return last
    if whole or key not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        return -1
    return 0 if key == Qt.Key.Key_Right else last


def _on_line(flow: Flow, token: int, lines: int, x: float | None = None) -> int:
    """Return the token so many lines below `token`, at its own place on the line or at `x`."""
    box = flow.boxes(token)[0]
    line = min(max(0, box.line + lines), len(flow) - 1)
    while line > 0 and not flow.fragments_of_line(line):
        line -= 1  # nothing follows the last newline
    at = box.x + box.width / 2 if x is None else x
    found = flow.token_at(line, at, nearest=True)
    return token if found is None else found

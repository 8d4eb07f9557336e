"""Numbers, times and sizes as people read them, in the window's language."""

from playground.ui.language import tr


def whole(number: int) -> str:
    """Return 31200 as "31,200"."""
    return f"{number:,}"


def exact(number: float) -> str:
    """Return a number in up to six digits, so that it can be typed back: 0.003, 10,000, 1e-8."""
    short = f"{number:.6g}"
    value = float(short)
    if value == 0 or 1e-5 <= abs(value) < 1e9:
        text = f"{value:,.10f}"
        return text.rstrip("0").rstrip(".")
    digits, _, power = short.partition("e")
    return f"{digits}e{int(power)}" if power else f"{int(value):,}"


def clock(seconds: float) -> str:
    """Return 68 seconds as "1:08" and 4,000 as "1:06:40"."""
    total = max(0, round(seconds))
    hours, minutes = divmod(total // 60, 60)
    if hours:
        return f"{hours}:{minutes:02}:{total % 60:02}"
    return f"{minutes}:{total % 60:02}"


def percent(share: float) -> str:
    """Return 0.62 as "62 %"; 100 only where all is done."""
    return f"{int(share * 100)} %"


def duration(minutes: float) -> str:
    """Return a budget of minutes in words."""
    if minutes == 1:
        return tr("1 minute")
    if minutes < 1:
        return tr("{seconds} seconds", seconds=f"{minutes * 60:.3g}")
    return tr("{minutes} minutes", minutes=f"{minutes:.6g}")

"""A progress bar, and numbers short enough to stand beside it."""

EIGHTHS = " ▏▎▍▌▋▊▉"


def bar(share: float, columns: int) -> str:
    """Return a bar of so many columns, filled to `share` (0 to 1) in steps of an eighth."""
    eighths = round(min(1.0, max(0.0, share)) * columns * 8)
    whole, part = divmod(eighths, 8)
    full = "█" * whole + (EIGHTHS[part] if part else "")
    return full + "░" * (columns - len(full))


def clock(seconds: float) -> str:
    """Return a time as 0:05, 12:34 or 1:02:03."""
    whole = max(0, round(seconds))
    hours, minutes = whole // 3600, whole // 60 % 60
    if hours:
        return f"{hours}:{minutes:02}:{whole % 60:02}"
    return f"{minutes}:{whole % 60:02}"


def short(number: float) -> str:
    """Return a number in at most four characters: 950, 9.5k, 31k, 1.2M."""
    for unit, name in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if number >= 0.9995 * unit:
            return (
                f"{number / unit:.1f}{name}"
                if number < 9.95 * unit
                else f"{number / unit:.0f}{name}"
            )
    return f"{number:.0f}"

"""Shares and sizes as people read them."""


def share(part: float) -> str:
    """Return a probability such as "41 %", "0.4 %" or "< 0.1 %"; 100 % only for certainty."""
    if part >= 1:
        return "100 %"
    if part >= 0.995:
        return "> 99 %"
    if part >= 0.0095:
        return f"{100 * part:.0f} %"
    if part >= 0.00095:
        return f"{100 * part:.1f} %"
    return "< 0.1 %" if part > 0 else "0 %"


def file_size(size: int) -> str:
    """Return a number of bytes: "812 B", "1.1 MB"."""
    if size < 1000:
        return f"{size} B"
    amount = float(size)
    for unit in ("kB", "MB", "GB"):
        amount /= 1000
        if amount < 999.5 or unit == "GB":
            break
    return f"{amount:.1f} {unit}" if amount < 9.95 else f"{amount:,.0f} {unit}"

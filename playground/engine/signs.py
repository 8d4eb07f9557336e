"""Signs that stand for characters that cannot be seen: the same ones everywhere."""

NEWLINE = "↵"
TAB = "⇥"
SPACE = "␣"
SIGNS = {" ": SPACE, "\n": NEWLINE, "\t": TAB, "\x7f": "␡"}

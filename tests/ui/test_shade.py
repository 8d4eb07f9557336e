"""The colours of doubt."""

import pytest

from playground.ui import theme
from playground.ui.shade import LEVELS, Legend, doubt, doubt_colours, level


def test_doubt_counts_bits():
    assert doubt(1.0) == 0.0
    assert doubt(0.5) == pytest.approx(1 / 5)
    assert doubt(1 / 32) == pytest.approx(1.0)
    assert doubt(1e-9) == 1.0
    assert doubt(0.0) == 1.0


def test_rarer_tokens_are_never_paler():
    levels = [level(p) for p in (1.0, 0.9, 0.6, 0.3, 0.1, 0.03, 0.001)]
    assert levels == sorted(levels)
    assert (levels[0], levels[-1]) == (0, LEVELS)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_letters_stay_readable_on_the_strongest_colour(dressed, name):
    """A contrast of 4.5 is what WCAG 2.1 asks of text."""
    theme.apply(name)
    try:
        strongest, ground = doubt_colours()[-1], theme.colour("surface")
        alpha = strongest.alphaF()
        mixed = [
            alpha * a + (1 - alpha) * b
            for a, b in zip(strongest.getRgbF()[:3], ground.getRgbF()[:3], strict=True)
        ]
        lighter, darker = sorted(
            (luminance(mixed), luminance(theme.colour("text").getRgbF()[:3])), reverse=True
        )
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5
    finally:
        theme.apply("light")


def luminance(rgb):
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_legend_explains_the_ends(qtbot, dressed):
    legend = Legend()
    qtbot.addWidget(legend)
    assert "strongest at 3 %" in legend.toolTip()
    assert legend.sizeHint().width() > theme.px(64)

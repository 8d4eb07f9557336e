"""Plots in the window's clothes: axes, lines with labels, crosshair, export."""

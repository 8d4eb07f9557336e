"""Pictures without a window: a canvas of NumPy, letters, and PNG files.

The demo draws its curve on servers where no Qt can be loaded. Imports nothing of this
program but `playground.paths` and the axes in `playground.terminal`.
"""

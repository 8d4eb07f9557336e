"""Drawing on a terminal: text that is cut to fit, a live block, bars, curves, pictures.

Knows nothing of runs and models, and imports nothing else of this program.
"""

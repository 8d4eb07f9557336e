"""What can be reached without learning to read: lines that a model has to pass.

All in bits per character, so that models with different tokens can be compared with them.
"""

from playground.engine.baselines.ruler import LONGEST, NAMES, Note, Ruler, measure
from playground.engine.baselines.simple import uniform, unigram

__all__ = ["LONGEST", "NAMES", "Note", "Ruler", "measure", "uniform", "unigram"]

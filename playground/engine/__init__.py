"""The engine: texts, tokenizers, models, training and sampling in plain PyTorch.

It never imports Qt, never prints and knows no run folder. Long work is a generator
of small frozen events (see `playground.engine.events`).
"""

"""LM Playground: see how a language model learns."""

__version__ = "0.1.0"

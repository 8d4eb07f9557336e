"""The parts of `bootstrap.py`; standard library only."""

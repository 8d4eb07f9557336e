"""The story grammars that ship with the program, in `resources/texts/*.grammar`."""

from functools import cache

from playground.engine.texts.bundle import read_bundled
from playground.engine.texts.grammar import Grammar
from playground.engine.texts.grammar_file import read_grammar


@cache
def story_grammar(name: str) -> Grammar:
    """Return the grammar called `name`."""
    return read_grammar(read_bundled(f"{name}.grammar"))

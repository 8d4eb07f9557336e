"""The story grammars that ship with the program, in `resources/texts/*.grammar`."""

from functools import cache

from playground.engine.texts.grammar import Grammar
from playground.engine.texts.grammar_file import read_grammar
from playground.paths import bundled


@cache
def story_grammar(name: str) -> Grammar:
    """Return the grammar called `name`."""
    path = bundled("resources", "texts", f"{name}.grammar")
    return read_grammar(path.read_text(encoding="utf-8"))

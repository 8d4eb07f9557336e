"""What cannot be seen has one sign, wherever it is shown."""

import pytest

from playground.engine.corpus import pasted_corpus
from playground.engine.tokenizers.base import visible
from playground.ui.generate.why import tail
from playground.ui.text.letters import most_frequent
from playground.ui.token_painter import shown


@pytest.mark.parametrize(("character", "sign"), [("\n", "↵"), ("\t", "⇥")])
def test_a_sign_is_the_same_in_text_bars_and_counts(character, sign):
    corpus = pasted_corpus(f"a{character}b", "a.txt")
    assert sign in [letter.label for letter in most_frequent(corpus, 5)]
    assert visible(character) == sign
    assert shown(character).strip() == sign
    assert tail(f"a{character}", 5) == f"a{sign}"

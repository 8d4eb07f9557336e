"""A fork is marked where it is."""


def test_a_fork_is_marked_in_the_text(bench):
    """What a person chose is seen in the text and said of the letter."""
    bench.write()
    bench.click_token(10)
    view, bars = bench["output"], bench["bars"]
    other = next(i for i, row in enumerate(bars.rows) if row.id != bars.marked)
    assert "story forks" in bars.row_words(other)
    drawn = next(i for i, row in enumerate(bars.rows) if row.id == bars.marked)
    assert "story forks" not in bars.row_words(drawn)
    plain = view.grab(view.token_rect(10).toAlignedRect()).toImage()
    bench.click_at(bars, *bars.row_rect(other).center().toTuple())
    bench.wait_idle()
    assert [i for i, piece in enumerate(view.pieces) if piece.chosen] == [10]
    assert "You chose it here" in view.describe(view.pieces[10])
    assert view.grab(view.token_rect(10).toAlignedRect()).toImage() != plain
    bench.click_token(10)
    assert bench["note"].text().startswith("You chose")
    bench.tab.author.undo()
    assert not any(piece.chosen for piece in view.pieces)

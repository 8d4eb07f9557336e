"""What the jobs of the Generate tab report, with a really trained model."""

import json
import shutil

import pytest

from playground.engine.config import SamplingConfig
from playground.engine.sample import generate, next_distribution, read
from playground.errors import PromptUnknown, RunWithoutWeights
from playground.services.runs import WEIGHTS, snapshot_steps
from playground.services.workspace import Workspace
from playground.ui.generate.shelf import Shelf, weights_stamp, weights_step
from playground.ui.generate.work import Expected, Given, ModelReady, Written, go_on, look, write
from tests.ui.trained import copy_run

CONFIG = SamplingConfig(length=20, temperature=0.9, seed=3)


@pytest.fixture
def workspace(home):
    return Workspace(home)


@pytest.fixture
def run(home, trained):
    return copy_run(trained, home)


@pytest.fixture
def loaded(workspace, run):
    return workspace.load(run)


def tokens(events, sample=0):
    return [e.token for e in events if isinstance(e, Written) and e.sample == sample]


def test_what_is_written_is_what_the_engine_generates(workspace, run, loaded):
    events = list(write(Shelf(workspace), run, "the hen", 1, CONFIG))
    expected = list(generate(loaded.model, loaded.tokenizer, "the hen", CONFIG))
    assert [t.id for t in tokens(events)] == [t.id for t in expected]
    assert [t.text for t in tokens(events)] == [t.text for t in expected]
    assert isinstance(events[0], ModelReady)
    assert events[1] == Given(read(loaded.model, loaded.tokenizer, "the hen"))


def test_after_the_last_token_comes_what_the_model_expects_next(workspace, run, loaded):
    events = list(write(Shelf(workspace), run, "the hen", 1, CONFIG))
    text = "the hen" + "".join(t.text for t in tokens(events))
    expected = next_distribution(loaded.model, loaded.tokenizer, text)
    assert isinstance(events[-1], Expected)
    assert events[-1].distribution == pytest.approx(expected, abs=1e-6)


def test_samples_are_written_in_turn_each_with_its_own_seed(workspace, run, loaded):
    events = list(write(Shelf(workspace), run, "the ", 3, CONFIG))
    order = [e.sample for e in events if isinstance(e, Written)]
    assert order == [0, 1, 2] * CONFIG.length
    for sample in range(3):
        config = SamplingConfig(length=20, temperature=0.9, seed=3 + sample)
        alone = list(generate(loaded.model, loaded.tokenizer, "the ", config))
        assert [t.id for t in tokens(events, sample)] == [t.id for t in alone]


def test_writing_on_in_parts_throws_the_same_numbers(workspace, run):
    shelf = Shelf(workspace)
    whole = tokens(write(shelf, run, "the ", 1, CONFIG))
    given = next(e for e in write(shelf, run, "the ", 1, CONFIG) if isinstance(e, Given))
    ids = [t.id for t in given.tokens] + [t.id for t in whole[:8]]
    rest = SamplingConfig(length=12, temperature=0.9, seed=3)
    assert [t.id for t in tokens(go_on(shelf, run, ids, 0, rest, skip=8))] == [
        t.id for t in whole[8:]
    ]


def test_a_chosen_token_is_written_first(workspace, run, loaded):
    ids = [int(i) for i in loaded.tokenizer.encode("the ")]
    cat = int(loaded.tokenizer.encode("c")[0])
    events = list(go_on(Shelf(workspace), run, ids, 0, CONFIG, chosen=cat))
    assert tokens(events)[0].text == "c"
    assert tokens(events)[0].number is None
    assert len(tokens(events)) == CONFIG.length


def test_looking_tells_what_comes_after_a_text_or_after_tokens(workspace, run, loaded):
    expected = next_distribution(loaded.model, loaded.tokenizer, "the c")
    ids = [int(i) for i in loaded.tokenizer.encode("the c")]
    for before in ("the c", ids):
        events = list(look(Shelf(workspace), run, before))
        assert events[-1].distribution == pytest.approx(expected, abs=1e-6)


def test_the_labels_are_those_of_the_tokenizer(workspace, run, loaded):
    (ready, *_) = look(Shelf(workspace), run, "the")
    assert ready.labels == tuple(
        loaded.tokenizer.label(i) for i in range(loaded.tokenizer.vocab_size)
    )
    assert "␣" in ready.labels


def test_a_beginning_with_unknown_characters_is_refused(workspace, run):
    with pytest.raises(PromptUnknown, match="Z"):
        list(write(Shelf(workspace), run, "Zoo", 1, CONFIG))


def test_a_model_is_loaded_once(workspace, run):
    shelf = Shelf(workspace)
    with shelf.borrow(run) as first:
        pass
    with shelf.borrow(run) as second:
        assert second.loaded is first.loaded


def test_newer_weights_are_loaded(workspace, run):
    shelf = Shelf(workspace)
    with shelf.borrow(run) as first:
        stamp = first.stamp
    snapshot = sorted((run.path / "snapshots").glob("*.safetensors"))[0]
    shutil.copyfile(snapshot, run.path / WEIGHTS)
    assert weights_stamp(run) != stamp
    with shelf.borrow(run) as second:
        assert second.loaded is not first.loaded
        assert second.step == int(snapshot.stem)


def test_the_step_of_the_weights_is_read_from_their_file(run):
    assert weights_step(run) == run.best_step
    data = (run.path / WEIGHTS).read_bytes()
    size = int.from_bytes(data[:8], "little")
    assert weights_step(run) == int(json.loads(data[8 : 8 + size])["__metadata__"]["step"])
    for header in (b"", b'{"__metadata__":null}', b"[" * 100_000, b'{"__metadata__":{"step":"x"}}'):
        (run.path / WEIGHTS).write_bytes(len(header).to_bytes(8, "little") + header)
        assert weights_step(run) == run.best_step


def test_without_weights_nothing_is_written(workspace, run):
    (run.path / WEIGHTS).unlink()
    assert weights_stamp(run) == (0, 0)
    with pytest.raises(RunWithoutWeights):
        list(write(Shelf(workspace), run, "the", 1, CONFIG))


def test_a_job_that_is_stopped_gives_the_model_back(workspace, run):
    shelf = Shelf(workspace)
    events = write(shelf, run, "the", 1, CONFIG)
    next(events)
    events.close()
    assert list(look(shelf, run, "the"))


def test_a_snapshot_writes_what_the_engine_writes_with_it(workspace, run):
    shelf = Shelf(workspace)
    steps = snapshot_steps(run.path)
    for step in (steps[0], steps[len(steps) // 2]):
        then = workspace.load(run, step)
        expected = list(generate(then.model, then.tokenizer, "the hen", CONFIG))
        events = list(write(shelf.at(step), run, "the hen", 1, CONFIG))
        assert [t.id for t in tokens(events)] == [t.id for t in expected]
        assert isinstance(events[0], ModelReady)
        assert events[0].step == step
    best = workspace.load(run)
    expected = list(generate(best.model, best.tokenizer, "the hen", CONFIG))
    assert [t.id for t in tokens(write(shelf, run, "the hen", 1, CONFIG))] == [
        t.id for t in expected
    ]

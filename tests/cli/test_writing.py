import math

import pytest

from playground.engine.config import SamplingConfig
from playground.engine.distribution import reshape
from playground.engine.sample import generate, next_distribution
from playground.services.workspace import Loaded, Workspace
from tests.cli.conftest import SECONDS, Playground, Result


@pytest.fixture(scope="module")
def loaded(trained: tuple[Playground, Result]) -> Loaded:
    workspace = Workspace(trained[0].home)
    return workspace.load(workspace.find("last"))


def test_people_read_the_prompt_and_what_follows_in_any_locale(
    trained: tuple[Playground, Result], loaded: Loaded
) -> None:
    playground = Playground(trained[0].home, env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    result = playground("generate", "last", "--prompt", "7 times ", "--length", "40", "--seed", "5")
    tokens = generate(loaded.model, loaded.tokenizer, "7 times ", SamplingConfig(length=40, seed=5))
    assert result.code == 0, result.err
    assert result.out == "7 times " + "".join(token.text for token in tokens) + "\n"


def test_programs_read_every_token_with_its_probabilities(
    trained: tuple[Playground, Result], loaded: Loaded
) -> None:
    options = ("--temperature", "0", "--length", "30", "--prompt", "7 ")
    result = trained[0]("generate", "last", "--json", *options)
    tokens, done = result.events("token"), result.lines[-1]
    keys = {"event", "text", "id", "probability", "sampled_probability", "rank"}
    assert all(set(token) == keys for token in tokens)
    assert all(t["rank"] == 0 and t["sampled_probability"] == 1 for t in tokens)
    assert done["event"] == "done"
    assert (done["tokens"], done["text"]) == (30, "".join(token["text"] for token in tokens))
    config = SamplingConfig(length=30, temperature=0.0)
    expected = list(generate(loaded.model, loaded.tokenizer, "7 ", config))
    assert [t["id"] for t in tokens] == [t.id for t in expected]
    assert [t["probability"] for t in tokens] == pytest.approx(
        [t.probability for t in expected], rel=1e-5
    )


def test_the_next_token_is_shown_before_and_after_reshaping(
    trained: tuple[Playground, Result], loaded: Loaded
) -> None:
    options = ("--prompt", "7 times", "--temperature", "0.5", "--top-k", "3")
    result = trained[0]("inspect", "last", "--what", "next", "--json", *options)
    (line,) = result.lines
    rows = line["next"]
    assert [row["id"] for row in rows] != sorted(row["id"] for row in rows)
    assert len(rows) == loaded.tokenizer.vocab_size
    plain = next_distribution(loaded.model, loaded.tokenizer, "7 times")
    shaped = reshape(plain, 0.5, 3, 1.0)
    assert all(rows[i]["probability"] >= rows[i + 1]["probability"] for i in range(len(rows) - 1))
    for row in rows:
        assert row["probability"] == pytest.approx(float(plain[row["id"]]), rel=1e-5)
        assert row["sampled_probability"] == pytest.approx(float(shaped[row["id"]]), rel=1e-5)
        assert loaded.tokenizer.decode([row["id"]]) == row["text"]
    assert math.isclose(sum(row["sampled_probability"] for row in rows), 1)
    assert sum(row["sampled_probability"] > 0 for row in rows) == 3

    people = trained[0]("inspect", "last", *options)
    assert people.out.splitlines()[1].startswith(loaded.tokenizer.label(rows[0]["id"]))
    assert "cut" in people.out


def test_head_ends_a_long_text_without_a_word(trained: tuple[Playground, Result]) -> None:
    process = trained[0].start("generate", "last", "--length", "100000", "--prompt", "7 ")
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.read(20).startswith("7 ")
    process.stdout.close()
    process.wait(timeout=SECONDS)
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.returncode == 130


def test_a_run_without_weights_and_a_run_that_is_not_there(playground: Playground) -> None:
    result = playground("generate", "last")
    assert result.code == 1
    assert "There is no run “last” among the 0 runs" in result.err

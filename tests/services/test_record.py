import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from playground.engine.config import CharRNNConfig, GPTConfig, RunConfig, TextConfig, TrainingConfig
from playground.errors import RunBroken, RunTooNew
from playground.services import record
from playground.services.record import (
    change_record,
    config_from_json,
    config_to_json,
    note_going_on,
    read_record,
)

AddRun = Callable[..., Path]


def test_all_settings_survive_the_way_to_disk_and_back() -> None:
    config = RunConfig(
        "gpt",
        GPTConfig(n_head=2, n_embd=64, style="classic", dropout=0.125, ngram_memory=True),
        TrainingConfig(steps=123, seed=7, carry_state=True, learning_rate=1 / 3),
        TextConfig(tokenizer="bpe", vocab_size=500),
    )
    text = json.dumps(config_to_json(config))
    assert config_from_json(json.loads(text), "a-run") == config


def test_settings_that_an_older_version_did_not_have_get_their_defaults() -> None:
    data = config_to_json(RunConfig("gpt", GPTConfig(n_head=2)))
    del data["training"]["patience"]
    del data["settings"]["mlp_ratio"]
    assert config_from_json(data, "a-run") == RunConfig("gpt", GPTConfig(n_head=2))


def test_a_run_from_before_the_ngram_memory_has_none() -> None:
    old = {  # as version 0.1.0 wrote it
        "model": "char-rnn",
        "settings": {
            "context": 64,
            "dropout": 0.0,
            "cell": "gru",
            "n_layer": 1,
            "n_embd": 64,
            "n_hidden": 128,
        },
        "training": {"steps": 300, "minutes": 3.0, "seed": 1, "batch_size": 16},
        "text": {"tokenizer": "char", "vocab_size": 0, "valid_share": 0.1},
    }
    config = config_from_json(old, "a-run")
    assert not config.settings.ngram_memory
    assert config.settings == CharRNNConfig(context=64, cell="gru", n_hidden=128)
    again = config_from_json(json.loads(json.dumps(config_to_json(config))), "a-run")
    assert again == config


def test_what_a_later_version_added_is_kept_when_this_one_writes(add_run: AddRun) -> None:
    folder = add_run(mood="sunny")
    data = read_record(folder)
    data["config"]["training"]["magic"] = 7
    record.write_record(folder, data)

    change_record(folder, title="renamed")
    note_going_on(folder, TrainingConfig(steps=500), [])

    after = read_record(folder)
    assert after["mood"] == "sunny"
    assert after["config"]["training"]["magic"] == 7
    assert after["config"]["training"]["steps"] == 500
    assert after["title"] == "renamed"
    assert after["status"] == "running"


def test_a_run_goes_on_though_its_settings_have_no_word_of_training(add_run: AddRun) -> None:
    folder = add_run(config={"model": "gpt"})
    note_going_on(folder, TrainingConfig(steps=500), [])
    assert read_record(folder)["config"] == {
        "model": "gpt",
        "training": {"steps": 500, "minutes": 3.0},
    }


def test_half_a_character_is_written_as_a_question_mark(add_run: AddRun) -> None:
    folder = add_run()  # it comes from the clipboard, or from the name of an old file
    change_record(folder, title="caf\udce9 \ud83d")
    assert read_record(folder)["title"] == "caf? ?"


def test_a_newer_format_is_refused_with_both_numbers(add_run: AddRun) -> None:
    with pytest.raises(RunTooNew, match="format 2, but this version reads formats up to 1"):
        read_record(add_run(format=2))


def test_an_older_format_is_converted_step_by_step(
    add_run: AddRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    def name_becomes_title(data: dict[str, Any]) -> dict[str, Any]:
        return {**data, "format": 0, "title": data["label"]}

    def title_is_capitalised(data: dict[str, Any]) -> dict[str, Any]:
        return {**data, "format": 1, "title": data["title"].upper()}

    monkeypatch.setattr(record, "CONVERTERS", {-1: name_becomes_title, 0: title_is_capitalised})
    folder = add_run(format=-1, label="old")
    assert read_record(folder)["title"] == "OLD"
    assert read_record(folder)["format"] == 1


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"format": "one"}', '{"format": null}', '{"format": 0}', "\x00\x00"],
)
def test_a_damaged_file_is_named_in_a_sentence(add_run: AddRun, content: str) -> None:
    folder = add_run()
    (folder / "run.json").write_text(content, encoding="utf-8")
    with pytest.raises(RunBroken, match=r"run\.json is damaged"):
        read_record(folder)


def test_a_missing_file_is_named_in_a_sentence(add_run: AddRun) -> None:
    folder = add_run()
    (folder / "run.json").unlink()
    with pytest.raises(RunBroken, match=r"run\.json is missing"):
        read_record(folder)


@pytest.mark.parametrize(
    ("part", "values"),
    [
        ("settings", {"n_layer": 0}),
        ("settings", {"n_head": 3}),
        ("training", {"batch_size": "many"}),
        ("text", {"tokenizer": "syllables"}),
    ],
)
def test_impossible_settings_make_a_run_broken(part: str, values: dict[str, Any]) -> None:
    data = config_to_json(RunConfig("gpt", GPTConfig()))
    data[part].update(values)
    with pytest.raises(RunBroken, match="impossible setting"):
        config_from_json(data, "a-run")


def test_a_model_of_a_later_version_is_said_to_be_unknown() -> None:
    data = {**config_to_json(RunConfig("gpt", GPTConfig())), "model": "oracle"}
    with pytest.raises(RunBroken, match="names a model that this version lacks"):
        config_from_json(data, "a-run")


def test_two_programs_that_change_a_record_lose_nothing(
    add_run: Callable[..., Path],
) -> None:
    """Each adds its own entries, again and again, and always finds a whole file."""
    folder = add_run()
    code = (
        "import sys; from pathlib import Path\n"
        "from playground.services.record import change_record\n"
        "for i in range(150): change_record(Path(sys.argv[1]), **{f'{sys.argv[2]}{i}': i})"
    )
    programs = [subprocess.Popen([sys.executable, "-c", code, str(folder), name]) for name in "abc"]
    assert [program.wait() for program in programs] == [0, 0, 0]
    found = read_record(folder)
    assert {f"{name}{i}" for name in "abc" for i in range(150)} <= found.keys()
    assert [path.name for path in folder.iterdir()] == ["run.json"]

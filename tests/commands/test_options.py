"""Options follow from knobs: nothing is declared twice, nothing is forgotten."""

import argparse
from typing import Any

import pytest

from playground import cli
from playground.commands import COMMANDS, train
from playground.commands.options import option_name
from playground.engine.config import RunConfig, SamplingConfig, TextConfig, TrainingConfig
from playground.engine.effects import idle_settings
from playground.engine.events import Chosen
from playground.engine.knobs import Knob, knobs
from playground.engine.models import MODELS


def parse(*words: str) -> argparse.Namespace:
    return cli.build_parser(words).parse_args(words)


def config(*words: str) -> RunConfig:
    return train.config_from(parse("train", "text.txt", *words))


def usage_error(*words: str) -> str:
    with pytest.raises(cli.UsageError) as caught:
        config(*words)
    return str(caught.value)


def another(knob: Knob) -> Any:
    """Return a value that the knob takes and that is not its default."""
    if knob.type is bool:
        return not knob.default
    if knob.options:
        return next(o.value for o in knob.options if o.value != knob.default)
    if knob.name == "n_embd":
        return 2 * knob.default
    return knob.type(knob.low if knob.default != knob.low else knob.high)


def words_for(knob: Knob, value: Any) -> list[str]:
    name = option_name(knob.name)
    if knob.type is bool:
        return [name if value else name.replace("--", "--no-", 1)]
    return [name, str(value)]


@pytest.mark.parametrize("model", MODELS)
def test_without_options_everything_is_as_the_model_likes_it(model: str) -> None:
    spec = MODELS[model]
    assert config("--model", model) == RunConfig(model, spec.config(), spec.training, TextConfig())


CASES = [
    (model, part, knob)
    for model, spec in MODELS.items()
    for part, holder in (("settings", spec.config), ("training", spec.training),
                         ("text", TextConfig))
    for knob in knobs(holder)
    if knob.name not in ("steps", "minutes")
]  # fmt: skip


@pytest.mark.parametrize(("model", "part", "knob"), CASES, ids=lambda c: getattr(c, "name", str(c)))
def test_each_knob_has_an_option_that_sets_it_and_nothing_else(
    model: str, part: str, knob: Knob
) -> None:
    value = another(knob)
    if knob.name == "n_head":
        value = 2
    if knob.name in idle_settings(config("--model", model)):  # an option of another model
        assert "No effect here" in usage_error("--model", model, *words_for(knob, value))
        return
    changed = config("--model", model, *words_for(knob, value))
    plain = config("--model", model)
    for name in ("settings", "training", "text"):
        for now, before in zip(
            knobs(getattr(changed, name)), knobs(getattr(plain, name)), strict=True
        ):
            expected = value if (name, now.name) == (part, knob.name) else before.default
            assert now.default == expected


@pytest.mark.parametrize("knob", list(knobs(SamplingConfig)), ids=lambda knob: knob.name)
def test_generate_has_an_option_for_each_knob_of_sampling(knob: Knob) -> None:
    value = another(knob)
    args = parse("generate", "last", *words_for(knob, value))
    assert getattr(args, knob.name) == value


def test_steps_and_minutes_are_one_budget() -> None:
    assert config("--steps", "50").training.steps == 50
    assert config("--minutes", "0.5").training.steps == 0
    assert config("--minutes", "0.5").training.minutes == 0.5
    assert "not allowed with" in usage_error("--steps", "5", "--minutes", "1")
    assert "above 0" in usage_error("--minutes", "0")


def test_what_cannot_be_is_a_usage_error_with_the_numbers() -> None:
    assert usage_error("--n-layer", "99") == "argument --n-layer: must be 1 to 24, not 99"
    assert "'many' is not a whole number" in usage_error("--n-layer", "many")
    assert "'1.5' is not a whole number" in usage_error("--n-layer", "1.5")
    assert "must be 0 to 0.9, not nan" in usage_error("--dropout", "nan")
    assert "for example 126" in usage_error("--n-head", "3")
    assert "invalid choice: 'words'" in usage_error("--tokenizer", "words")
    assert usage_error("--model", "char-rnn", "--n-layer", "24").endswith("must be 1 to 8, not 24")


def test_an_option_of_another_model_names_the_models() -> None:
    message = usage_error("--model", "char-rnn", "--n-head", "2")
    assert message == "argument --n-head: the model char-rnn has no such setting; gpt has it"


@pytest.mark.parametrize(
    ("words", "option", "because"),
    [
        (("--carry-state",), "--carry-state", "only recurrent models"),
        (("--style", "classic", "--rotary-base", "500"), "--rotary-base", "only the modern style"),
        (("--optimizer", "adamw", "--muon-learning-rate", "0.1"), "--muon-learning-rate", "Muon"),
        (("--tokenizer", "byte", "--vocab-size", "99"), "--vocab-size", "256 different bytes"),
        (("--model", "char-rnn", "--carry-state", "--split-windows", "2"), "--split-windows",
         "windows are never cut"),
    ],
)  # fmt: skip
def test_a_setting_that_would_do_nothing_is_refused_with_the_reason(
    words: tuple[str, ...], option: str, because: str
) -> None:
    message = usage_error(*words)
    assert message.startswith(f"argument {option}: No effect here: ")
    assert because in message


def test_what_does_something_or_is_switched_off_is_taken() -> None:
    for words in (
        ("--no-carry-state",),
        ("--model", "char-rnn", "--carry-state"),
        ("--tokenizer", "bpe", "--vocab-size", "300"),
        ("--muon-learning-rate", "0.1"),  # Muon is what the models like
    ):
        config(*words)


def test_no_option_is_guessed_from_its_beginning() -> None:
    with pytest.raises(cli.UsageError, match="unrecognized arguments: --step 5"):
        parse("train", "a.txt", "--step", "5")


def test_common_options_stand_before_or_after_the_command() -> None:
    for words in (("--home", "train", "--json", "runs"), ("runs", "--json", "--home", "train")):
        args = parse(*words)
        assert (args.command, args.home, args.json) == ("runs", "train", True)
    assert not parse("runs").json


@pytest.mark.parametrize("columns", ["60", "100"])
def test_the_help_of_train_reads_well_at_any_width(
    columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert cli.main(["train", "--help"]) == 0
    text = capsys.readouterr().out
    *head, options = text.partition("positional arguments:")
    assert max(len(line) for line in options.split("examples:")[0].splitlines()) <= int(columns)
    names = {option_name(k.name) for spec in MODELS.values() for k in knobs(spec.config)}
    names |= {option_name(k.name) for holder in (TextConfig, TrainingConfig) for k in knobs(holder)}
    for name in names | {"--model", "--title", "--encoding", "--home", "--json"}:
        assert f"  {name}" in options
    plain = " ".join(text.split())
    assert "settings of char-rnn:" in plain
    assert "[char-rnn 1; 1 to 8] [gpt 3; 1 to 24]" in plain
    rates = ", ".join(f"{key} {spec.training.learning_rate:g}" for key, spec in MODELS.items())
    assert f"[{rates}; 1e-8 to 10]" in plain
    assert head


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([name, "--help"]) == 0
    text = capsys.readouterr().out
    assert text.startswith(f"usage: playground {name}")
    assert "--json" in text


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(("given", "batch_size"), [((), 16), (("--batch-size", "3"), 3)])
def test_a_shorter_context_gets_more_windows(
    model: str, given: tuple[str, ...], batch_size: int
) -> None:
    """Each step reads as many tokens as ever, unless the batch size is given, too."""
    spec = MODELS[model]
    args = parse("train", "text.txt", "--model", model, "--context", "64", *given)
    here = Chosen(model, spec.config(), spec.training, 1e10)
    completed = train.completed(args, train.config_from(args), here)
    assert completed.settings.context == 64
    assert completed.training.batch_size == batch_size

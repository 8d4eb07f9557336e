import json
import math
from dataclasses import replace
from pathlib import Path

from playground.engine.models import MODELS
from playground.services.workspace import Workspace
from tests.cli.conftest import TINY, Playground, Result


def test_a_training_tells_programs_everything_in_the_promised_keys(
    trained: tuple[Playground, Result],
) -> None:
    playground, result = trained
    assert result.err == ""
    started, *middle, done = result.lines
    folder = playground.runs[0]
    assert started["event"] == "started"
    assert {"run", "model", "parameters", "tokens", "device", "threads"} <= started.keys()
    assert (started["run"], started["model"], started["device"]) == (str(folder), "char-rnn", "cpu")
    assert {line["event"] for line in middle} == {"stepped", "evaluated", "passed", "sampled"}
    assert {"step", "loss", "lr", "grad_norm", "tokens", "seconds"} <= middle[0].keys()
    passed = result.events("passed")
    assert all({"line", "bits", "step", "seconds"} <= line.keys() for line in passed)
    assert "uniform" in [line["line"] for line in passed]
    check = result.events("evaluated")[-1]
    assert {"step", "train_loss", "valid_loss", "valid_bpc"} <= check.keys()
    assert math.isclose(check["valid_bpc"], check["valid_loss"] / math.log(2))  # one character each
    assert {"step", "text"} <= result.events("sampled")[0].keys()
    assert done["event"] == "done"
    assert (done["run"], done["status"], done["steps"]) == (str(folder), "finished", 60)
    assert done["tokens"] == 60 * 4 * 16
    assert 0 < done["valid_bpc"] < result.events("evaluated")[0]["valid_bpc"]


def test_the_folder_has_what_was_told(trained: tuple[Playground, Result]) -> None:
    playground, result = trained
    record = json.loads((playground.runs[0] / "run.json").read_text(encoding="utf-8"))
    assert record["format"] == 1
    assert record["valid_bpc"] == result.lines[-1]["valid_bpc"]
    assert record["config"]["settings"]["n_hidden"] == 16
    metrics = (playground.runs[0] / "metrics.jsonl").read_text(encoding="utf-8").splitlines()
    assert sum(json.loads(line)["event"] == "stepped" for line in metrics) == 60
    told = result.events("stepped")[-1]
    assert told in [json.loads(line) for line in metrics]


def test_the_same_seed_gives_the_same_losses_and_another_one_others(
    trained: tuple[Playground, Result], playground: Playground
) -> None:
    text = str(trained[0].home.parent / "squares.txt")
    playground("train", text, "--steps", "60", "--json", *TINY)
    playground("train", text, "--steps", "60", "--seed", "2", *TINY)
    first, again, other = (losses(folder) for folder in (trained[0].runs[0], *playground.runs))
    assert first == again
    assert first != other


def losses(folder: Path) -> list[float]:
    lines = (folder / "metrics.jsonl").read_text(encoding="utf-8").splitlines()
    return [e["loss"] for e in map(json.loads, lines) if e["event"] == "stepped"]


def test_people_read_lines_and_a_summary_with_the_next_command(
    playground: Playground, tmp_path: Path
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in ("a.txt", "b.md"):
        (folder / name).write_text(f"{name}: some words and some more words.\n" * 40)
    home = str(tmp_path / "elsewhere")
    options = ["--steps", "12", "--minutes", "1"]
    assert playground("train", str(folder), *options, *TINY).code == 2
    words = ["--home", home, "train", str(folder), "--steps", "12", "--title", "Zwei Texte"]
    result = playground(*words, *TINY, "--cell", "tanh", "--no-carry-state", "--tokenizer", "byte")
    assert result.code == 0, result.err
    assert "Training RNN" in result.out
    assert "step 1   " in result.out
    assert "bits per character" in result.out
    assert "Finished after 12 steps" in result.out
    run = Workspace(Path(home)).find("last")
    assert str(run.path) in result.out
    assert f"playground --home {home} generate {run.name}" in result.out
    assert (run.title, run.config.text.tokenizer) == ("Zwei Texte", "byte")
    assert run.config.training == replace(
        MODELS["char-rnn"].training,
        steps=12,
        minutes=0.0,
        batch_size=4,
        muon_learning_rate=0.12,  # for so few steps
        fit_dropout=True,
        threads=1,
        sample_length=20,
    )
    assert playground.runs == []


def test_a_built_in_text_is_trained_on_by_its_key_for_some_minutes(
    playground: Playground,
) -> None:
    words = ("--model", "gpt", "--n-layer", "1", "--n-head", "1", "--n-embd", "8", "--context", "8")
    result = playground(
        "train", "fables-zh", "--minutes", "0.02", "--threads", "1", "--json", *words
    )
    assert result.code == 0, result.err
    done = result.lines[-1]
    assert done["status"] == "finished"
    assert done["seconds"] >= 1.2
    assert result.lines[0]["model"] == "gpt"
    assert done["reason"] == "budget"  # that the schedule follows the clock is tested with a clock


def test_how_a_text_was_read_is_told(playground: Playground, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    french = "Le garçon mangea une crêpe près de la forêt où l'été s'achevait déjà.\n" * 40
    (folder / "glued.txt").write_bytes(french.encode() + french.encode("cp1252"))
    (folder / "picture.txt").write_bytes(bytes(range(256)) * 9)
    train = ("train", str(folder), "--steps", "2", *TINY)
    said = playground(*train)
    assert said.code == 0, said.err
    assert "Read as utf-8 + cp1252" in said.out
    assert f"no text (1): {folder / 'picture.txt'}" in said.out
    (told,) = (line for line in playground(*train, "--json").lines if line["event"] == "text")
    assert (told["encoding"], told["damaged"]) == ("utf-8 + cp1252", 0)
    assert told["left_out"] == [str(folder / "picture.txt")]
    assert playground("resume", "last", "--steps", "4").code == 0

"""Who asks for steps that the time has no room for is told so before the first."""

from playground.commands.train import few_steps_words
from playground.engine.config import GPTConfig, RunConfig, TrainingConfig
from playground.engine.corpus import pasted_corpus

CORPUS = pasted_corpus("To be, or not to be.\n" * 100, "text")


def words(settings: GPTConfig, training: TrainingConfig) -> list[str]:
    return few_steps_words(CORPUS, RunConfig("gpt", settings, training), 5e10)


def test_a_large_model_and_little_time() -> None:
    (said,) = words(GPTConfig(n_layer=24, context=4096), TrainingConfig(minutes=0.5, batch_size=5))
    assert "about 1 in the whole time" in said


def test_the_usual_size_and_a_number_of_steps_need_no_words() -> None:
    assert words(GPTConfig(), TrainingConfig(minutes=3.0)) == []
    assert words(GPTConfig(n_layer=24), TrainingConfig(steps=2, minutes=0.0)) == []

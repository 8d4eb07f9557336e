"""What a training took is given back when it is over, also when it went wrong."""

import platform
import subprocess
import sys

import pytest

from playground.engine.config import CharRNNConfig, RunConfig, TrainingConfig
from playground.engine.corpus import pasted_corpus
from playground.errors import TrainingTooLarge
from playground.services import preparation
from playground.services.workspace import Workspace

TRAIN = """
import re, sys
from pathlib import Path
from playground.engine.allocation import keep_freed_memory
keep_freed_memory()
from playground.engine.config import GPTConfig, RunConfig, TrainingConfig
from playground.engine.corpus import pasted_corpus
from playground.services.workspace import Workspace
import torch
def told(name):
    return int(re.search(name + r":\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024
before = told("VmRSS")
text = pasted_corpus("To be, or not to be: that is the question.\\n" * 800, "text")
settings = GPTConfig(n_layer=2, n_head=2, n_embd=64)
training = TrainingConfig(steps=1, minutes=0.0, batch_size=96, sample_length=0)
work = Workspace(Path(sys.argv[1])).create(text, RunConfig("gpt", settings, training))
if sys.argv[2] == "stopped":
    while next(work).__class__.__name__ != "Stepped":
        pass
    work.close()
elif sys.argv[2] == "failed":
    import playground.engine.train as engine
    def fail(*given):
        raise MemoryError
    engine.clip = fail
    try:
        list(work)
    except Exception as error:
        kept = error
else:
    list(work)
print(told("VmHWM") - before, told("VmRSS") - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only GNU's library is told")
@pytest.mark.parametrize("end", ["finished", "stopped", "failed"])
def test_a_large_step_is_given_back(tmp_path, end):
    command = [sys.executable, "-c", TRAIN, str(tmp_path), end]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    peak, left = map(int, result.stdout.split())  # MB
    assert peak > 400
    assert left < 150  # the libraries' own


def test_what_is_too_large_leaves_nothing_behind(tmp_path, monkeypatch):
    def refuse(config, vocab_size):
        raise TrainingTooLarge(need="9,000", free="100", batch=4, fits=1)

    monkeypatch.setattr(preparation, "refuse_too_large", refuse)
    text = pasted_corpus("To be, or not to be: that is the question.\n" * 80, "text")
    training = TrainingConfig(steps=3, minutes=0.0)
    config = RunConfig("char-rnn", CharRNNConfig(n_hidden=8, context=16), training)
    with pytest.raises(TrainingTooLarge):
        list(Workspace(tmp_path).create(text, config))
    assert list((tmp_path / "runs").iterdir()) == []

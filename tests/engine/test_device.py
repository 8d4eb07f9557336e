import pytest
import torch

from playground.engine import device
from playground.engine.config import CharRNNConfig, GPTConfig, RunConfig, TrainingConfig
from playground.engine.device import choose_device, choose_threads, memory_errors
from playground.errors import DeviceMissing, OutOfMemory


@pytest.fixture
def computer(monkeypatch):
    """A computer with the GPUs and cores that a test wants."""

    def build(cuda=False, mps=False, cores=8):
        monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
        monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)
        monkeypatch.setattr(device, "cores", lambda: cores)

    return build


@pytest.mark.parametrize(
    ("cuda", "mps", "expected", "why"),
    [
        (False, False, "cpu", device.NO_GPU),
        (True, False, "cuda", device.CUDA_FOUND),
        (False, True, "cpu", device.MPS_FOUND),
        (True, True, "cuda", device.CUDA_FOUND),
    ],
)
def test_automatic_takes_the_best_and_says_why(computer, cuda, mps, expected, why):
    computer(cuda, mps)
    assert choose_device("auto") == (torch.device(expected), why)


def test_a_device_can_be_chosen(computer):
    computer(cuda=True, mps=True)
    for name in ("cpu", "cuda", "mps"):
        assert choose_device(name) == (torch.device(name), device.CHOSEN)


def test_a_missing_device_is_named_with_those_there_are(computer):
    computer(mps=True)
    with pytest.raises(DeviceMissing, match=r"no “cuda”\. It offers: cpu, mps"):
        choose_device("cuda")


@pytest.mark.parametrize(
    ("settings", "batch_size", "cores", "expected"),
    [
        (GPTConfig(), 12, 8, 2),
        (GPTConfig(), 12, 1, 1),
        (GPTConfig(n_embd=512), 12, 6, 6),
        (GPTConfig(n_embd=512), 12, 64, 8),
        (CharRNNConfig(n_hidden=128), 32, 8, 1),
        (CharRNNConfig(n_hidden=128), 256, 8, 2),
        (CharRNNConfig(n_hidden=256), 4, 8, 2),
        (CharRNNConfig(n_hidden=256, cell="tanh"), 4, 8, 1),
        (CharRNNConfig(n_hidden=512, cell="tanh"), 4, 8, 2),
    ],
)
def test_threads_suit_the_model(computer, settings, batch_size, cores, expected):
    computer(cores=cores)
    config = RunConfig("any", settings, TrainingConfig(batch_size=batch_size))
    assert choose_threads(config) == expected


def test_threads_can_be_chosen(computer):
    computer(cores=2)
    assert choose_threads(RunConfig("gpt", GPTConfig(), TrainingConfig(threads=5))) == 5


def test_too_much_memory_is_a_persons_mistake():
    with pytest.raises(OutOfMemory) as caught, memory_errors():
        torch.empty(10**15)
    assert caught.value.values == {"need": "4,000,000,000"}


@pytest.mark.parametrize(
    ("message", "megabytes"),
    [
        ("CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has …", "2,147"),
        ("CUDA out of memory. Tried to allocate 20.00 MiB. GPU 0 has …", "21"),
        ("out of memory", "?"),
    ],
)
def test_other_ways_to_say_it(message, megabytes):
    with pytest.raises(OutOfMemory) as caught, memory_errors():
        raise RuntimeError(message)
    assert caught.value.values == {"need": megabytes}


def test_other_errors_pass():
    with pytest.raises(RuntimeError, match="shapes"), memory_errors():
        raise RuntimeError("shapes differ")

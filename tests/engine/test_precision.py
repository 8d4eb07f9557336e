import numpy as np
import pytest
import torch

from playground.engine import precision
from playground.engine.config import CharRNNConfig, GPTConfig, RunConfig, TrainingConfig
from playground.engine.muon import orthogonal
from playground.engine.precision import choose_precision, is_bfloat16_faster, products
from playground.engine.train import new_state, train
from tests.engine.test_train import losses, make_config, run
from tests.engine.variants import NAMES, VARIANTS

CPU, GPU = torch.device("cpu"), torch.device("cuda")


@pytest.fixture
def capable(monkeypatch):
    """A processor and a GPU that can do what a test wants."""

    def build(cpu="AVX2", gpu=True):
        monkeypatch.setattr(torch.backends.cpu, "get_cpu_capability", lambda: cpu)
        monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda: gpu)

    return build


def config(settings=None, **training):
    return RunConfig("any", settings or GPTConfig(), TrainingConfig(**training))


@pytest.mark.parametrize(
    ("cpu", "settings", "batch_size", "expected"),
    [
        ("AVX2", GPTConfig(), 4, "float32"),
        ("AVX512", GPTConfig(), 4, "bfloat16"),
        ("AVX512", GPTConfig(context=2048), 8, "float32"),  # maps of half a gigabyte
        ("AVX512", CharRNNConfig(context=2048), 8, "bfloat16"),
    ],
)
def test_wide_units_are_used_for_large_products(capable, cpu, settings, batch_size, expected):
    capable(cpu=cpu)
    assert choose_precision(config(settings, batch_size=batch_size), CPU) == expected


@pytest.mark.parametrize(("gpu", "expected"), [(True, "bfloat16"), (False, "float32")])
def test_a_gpu_uses_what_it_has(capable, gpu, expected):
    capable(cpu="AVX512", gpu=gpu)
    assert choose_precision(config(), GPU) == expected
    assert choose_precision(config(), torch.device("mps")) == "float32"


@pytest.mark.parametrize("chosen", ["float32", "bfloat16"])
def test_a_person_may_choose(capable, chosen):
    capable()
    assert {choose_precision(config(precision=chosen), d) for d in (CPU, GPU)} == {chosen}


@pytest.mark.parametrize("amx", [True, False])
def test_arrays_are_rounded_where_factors_may_be_and_units_are_there(monkeypatch, amx):
    monkeypatch.setattr(precision, "_has_amx", lambda: amx)
    for chosen, expected in (("float32", False), ("bfloat16", amx)):
        with products(chosen, CPU):
            assert is_bfloat16_faster(CPU) == expected
            assert is_bfloat16_faster(GPU)
    assert not is_bfloat16_faster(CPU)


def test_this_processor_is_asked_for_its_units():
    assert precision._has_amx() in (True, False)


def test_muon_goes_about_the_same_way_in_rounded_arrays(monkeypatch):
    monkeypatch.setattr(precision, "_has_amx", lambda: True)  # without it, torch imitates it
    stack = torch.randn(3, 24, 40, generator=torch.Generator().manual_seed(0))
    exact = orthogonal(stack)
    with products("bfloat16", CPU):
        rounded = orthogonal(stack)
    assert rounded.dtype == torch.float32
    assert not torch.equal(rounded, exact)
    assert (rounded - exact).norm() < 0.02 * exact.norm()


def test_products_are_as_before_afterwards_whatever_happens():
    before = torch.get_float32_matmul_precision()
    with products("float32", CPU):
        assert torch.get_float32_matmul_precision() == before
    with products("bfloat16", CPU):
        assert torch.get_float32_matmul_precision() == "medium"
    assert torch.get_float32_matmul_precision() == before
    with pytest.raises(ZeroDivisionError), products("bfloat16", CPU):
        raise ZeroDivisionError
    assert torch.get_float32_matmul_precision() == before


def test_between_two_steps_products_are_exact(tiny):
    chosen = make_config(precision="bfloat16", steps=5)
    state = new_state(chosen, tiny.tokenizer.vocab_size)
    events = train(state, tiny.train, tiny.valid, tiny.tokenizer, chosen)
    assert {torch.get_float32_matmul_precision() for _ in events} == {"highest"}


@pytest.mark.parametrize("variant", VARIANTS, ids=NAMES)
def test_both_precisions_learn_the_same(tiny, variant):
    exact, fast = (
        losses(run(tiny, make_config(variant, precision=name))[1])
        for name in ("float32", "bfloat16")
    )
    np.testing.assert_allclose(fast, exact, rtol=0.02)

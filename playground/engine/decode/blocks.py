"""The blocks of a transformer in NumPy, for a single token.

C: channels, F: channels inside the MLP, N: heads, D = C / N.

Everything that can be multiplied in advance is in the weights: the gains of the norms, the
division by sqrt(D), the halves of SiLU and GELU.
"""

import math
from collections.abc import Callable

import numpy as np

from playground.engine.config import GPTConfig
from playground.engine.decode.attention import Attention, Look, Turn, Turning, paired
from playground.engine.decode.weights import Floats, Linear

# NumPy is faster with arrays than with numbers.
HALF = np.array(0.5, dtype=np.float32)
ONE = np.array(1.0, dtype=np.float32)
GELU_INNER = np.array(math.sqrt(2 / math.pi), dtype=np.float32)
GELU_CUBIC = np.array(math.sqrt(2 / math.pi) * 0.044715, dtype=np.float32)

Norm = Callable[[Floats], Floats]  # (C,) -> (C,), without gain and bias


class RMSNorm:
    """x / sqrt(mean(x²) + eps); the gain is in the product that follows."""

    def __init__(self, channels: int, eps: float = 1e-6) -> None:
        self._share, self._eps = 1 / channels, eps
        self._factor = np.ones((), dtype=np.float32)
        self._out: Floats = np.empty(channels, dtype=np.float32)

    def __call__(self, x: Floats) -> Floats:
        """Return (C,) for `x` (C,), good until the next call."""
        self._factor[()] = 1 / math.sqrt(x.dot(x) * self._share + self._eps)
        np.multiply(x, self._factor, out=self._out)
        return self._out


class LayerNorm:
    """The same of x - mean(x); gain and bias are in the product that follows."""

    def __init__(self, channels: int) -> None:
        self._size = RMSNorm(channels, eps=1e-5)
        self._shares = np.full(channels, 1 / channels, dtype=np.float32)
        self._mean = np.empty((), dtype=np.float32)
        self._centred = np.empty(channels, dtype=np.float32)

    def __call__(self, x: Floats) -> Floats:
        """Return (C,) for `x` (C,), good until the next call."""
        np.dot(x, self._shares, out=self._mean)
        return self._size(np.subtract(x, self._mean, out=self._centred))


def norm(config: GPTConfig) -> Norm:
    """Return the norm of the style."""
    return LayerNorm(config.n_embd) if config.style == "classic" else RMSNorm(config.n_embd)


def after_norm(
    w: dict[str, Floats], norm: str, weight: Floats, bias: Floats | None = None
) -> tuple[Floats, Floats | None]:
    """Return `weight` (O, C) and `bias` (O,) that hold the gain and the bias of `norm` as well."""
    if norm + "bias" in w:
        moved = weight @ w[norm + "bias"]  # (O,)
        bias = moved if bias is None else bias + moved
    return weight * w[norm + "weight"], bias


class GatedMLP:
    """W_down (silu(W_gate x) * W_up x); silu(a) = h + h tanh(h) with h = a / 2."""

    def __init__(self, w: dict[str, Floats], at: str) -> None:
        weight, _ = after_norm(w, at + "mlp_norm.", w[at + "mlp.gate_up.weight"])
        weight[: len(weight) // 2] /= 2
        self._gate_up = Linear(weight)
        self._gate, self._up = np.split(self._gate_up.out, 2)  # (F,) each
        self._down = Linear(w[at + "mlp.down.weight"])
        self._inner = np.empty_like(self._up)

    def step(self, x: Floats) -> Floats:
        """Return (C,) for `x` (C,), good until the next call."""
        self._gate_up.apply(x)
        gate, inner = self._gate, self._inner
        np.tanh(gate, out=inner)
        np.add(inner, ONE, out=inner)
        np.multiply(inner, gate, out=inner)
        np.multiply(inner, self._up, out=inner)
        return self._down.apply(inner)


class ClassicMLP:
    """W_2 gelu(W_1 x + b_1) + b_2."""

    def __init__(self, w: dict[str, Floats], at: str) -> None:
        up, bias = w[at + "mlp.up.weight"], w[at + "mlp.up.bias"]
        self._up = Linear(*after_norm(w, at + "mlp_norm.", up, bias))
        self._down = Linear(w[at + "mlp.down.weight"] * HALF, w[at + "mlp.down.bias"])
        self._inner = np.empty_like(self._up.out)

    def step(self, x: Floats) -> Floats:
        """Return (C,) for `x` (C,), good until the next call."""
        u, inner = self._up.apply(x), self._inner
        np.multiply(u, u, out=inner)
        np.multiply(inner, GELU_CUBIC, out=inner)
        np.add(inner, GELU_INNER, out=inner)
        np.multiply(inner, u, out=inner)
        np.tanh(inner, out=inner)
        np.add(inner, ONE, out=inner)
        np.multiply(inner, u, out=inner)  # twice GELU
        return self._down.apply(inner)


class Block:
    """One layer: look around, then think; both add to what was there."""

    def __init__(self, w: dict[str, Floats], layer: int, config: GPTConfig, look: Look) -> None:
        at = f"blocks.{layer}."
        self._norm = norm(config)
        self._attention = _attention(w, at, config, look)
        self._mlp = ClassicMLP(w, at) if config.style == "classic" else GatedMLP(w, at)

    def step(self, x: Floats, slots: Floats, place: int, seen: slice, turn: Turn | None) -> None:
        """Change `x` (C,) in place; see `Attention.step` for the rest."""
        found = self._attention.step(self._norm(x), slots, place, seen, turn)
        np.add(x, found, out=x)
        np.add(x, self._mlp.step(self._norm(x)), out=x)


def _attention(w: dict[str, Floats], at: str, config: GPTConfig, look: Look) -> Attention:
    """Return the attention of the layer whose weights' names begin with `at`."""
    weight, bias = w[at + "attention.qkv.weight"], w.get(at + "attention.qkv.bias")
    weight, bias = after_norm(w, at + "attention_norm.", weight, bias)
    channels, heads = config.n_embd, config.n_head
    turning = None
    if config.style == "modern":
        qk = weight[: 2 * channels].reshape(2 * heads, -1, channels)  # (2 N, D, C)
        qk[:] = paired(qk.swapaxes(1, 2)).swapaxes(1, 2)
    else:
        shrink = math.sqrt(channels // heads)
        weight[:channels] /= shrink
        if bias is not None:
            bias[:channels] /= shrink
    qkv = Linear(weight, bias)
    if config.style == "modern":
        gains = w[at + "attention.q_norm.weight"], w[at + "attention.k_norm.weight"]  # (D,)
        turning = Turning(gains, heads, qkv.out)
    out = Linear(w[at + "attention.out.weight"], w.get(at + "attention.out.bias"))
    return Attention(qkv, turning, out, look, heads)

"""The whole GPT in NumPy, one token and one head at a time, written from the formulas."""

import math

import numpy as np


def softmax(x):
    powers = np.exp(x - x.max())
    return powers / powers.sum()


def rms_norm(x, weight):
    return x / np.sqrt(np.mean(x * x) + 1e-6) * weight


def layer_norm(x, weight, bias):
    return (x - x.mean()) / np.sqrt(x.var() + 1e-5) * weight + bias


def turned(x, position, base):
    """Rotary: channel i and channel i + D / 2 turn by position / base^(2 i / D)."""
    half = len(x) // 2
    result = np.empty_like(x)
    for i in range(half):
        angle = position / base ** (2 * i / len(x))
        result[i] = x[i] * math.cos(angle) - x[i + half] * math.sin(angle)
        result[i + half] = x[i + half] * math.cos(angle) + x[i] * math.sin(angle)
    return result


def attend(Q, K, V, window):
    """A = softmax(Q K^T / sqrt(d_k)) over the last `window` tokens; returns A V, row by row."""
    rows = []
    for t, q in enumerate(Q):
        seen = slice(max(0, t + 1 - window), t + 1)
        A = softmax(K[seen] @ q / math.sqrt(len(q)))
        rows.append(A @ V[seen])
    return np.array(rows)


class Reference:
    """Computes logits (T, V) from the weights of a `GPT`."""

    def __init__(self, model):
        self.config = model.config
        self.w = {name: value.numpy() for name, value in model.state_dict().items()}

    def logits(self, ids, window):
        w = self.w
        x = np.array([w["embedding.weight"][id] for id in ids])  # (T, C)
        if self.config.style == "classic":
            x = x + w["positions.weight"][: len(ids)]
        for layer in range(self.config.n_layer):
            at = f"blocks.{layer}."
            x = x + self.attention(at, self.norm(at + "attention_norm.", x), window)
            x = x + self.mlp(at + "mlp.", self.norm(at + "mlp_norm.", x))
        head = w["embedding.weight" if self.config.style == "classic" else "head.weight"]
        return self.norm("norm.", x) @ head.T

    def norm(self, at, x):
        if self.config.style == "classic":
            return np.array([layer_norm(r, self.w[at + "weight"], self.w[at + "bias"]) for r in x])
        return np.array([rms_norm(row, self.w[at + "weight"]) for row in x])

    def linear(self, at, x):
        return x @ self.w[at + "weight"].T + self.w.get(at + "bias", 0.0)

    def attention(self, at, x, window):
        width = self.config.n_embd // self.config.n_head
        q, k, v = np.split(self.linear(at + "attention.qkv.", x), 3, axis=1)  # (T, C) each
        heads = []
        for head in range(self.config.n_head):
            channels = slice(head * width, (head + 1) * width)
            Q, K, V = q[:, channels], k[:, channels], v[:, channels]
            if self.config.style == "modern":
                Q = self.placed(Q, self.w[at + "attention.q_norm.weight"])
                K = self.placed(K, self.w[at + "attention.k_norm.weight"])
            heads.append(attend(Q, K, V, window))
        return self.linear(at + "attention.out.", np.concatenate(heads, axis=1))

    def placed(self, rows, weight):
        base = self.config.rotary_base
        return np.array([turned(rms_norm(r, weight), t, base) for t, r in enumerate(rows)])

    def mlp(self, at, x):
        if self.config.style == "classic":
            u = self.linear(at + "up.", x)
            gelu = 0.5 * u * (1 + np.tanh(math.sqrt(2 / math.pi) * (u + 0.044715 * u**3)))
            return self.linear(at + "down.", gelu)
        gate, up = np.split(self.linear(at + "gate_up.", x), 2, axis=1)
        return self.linear(at + "down.", gate / (1 + np.exp(-gate)) * up)

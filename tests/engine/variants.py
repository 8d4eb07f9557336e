"""Every entry of MODELS, small, in every choice it offers: what the contract tests run on."""

from itertools import product

from playground.engine.config import ModelConfig
from playground.engine.knobs import knobs
from playground.engine.models import MODELS

SMALL = {"context": 8, "n_layer": 2, "n_embd": 16, "n_hidden": 24, "n_head": 2, "mlp_ratio": 2.0}


def small_configs() -> list[tuple[str, ModelConfig]]:
    """Return (key in MODELS, small settings) for every combination of choices."""
    return [
        (spec.key, spec.config(**small, **dict(zip(choices, values, strict=True))))
        for spec in MODELS.values()
        for choices in [
            {k.name: [o.value for o in k.options] for k in knobs(spec.config) if k.options}
        ]
        for small in [{k.name: SMALL[k.name] for k in knobs(spec.config) if k.name in SMALL}]
        for values in product(*choices.values())
    ]


VARIANTS = small_configs()
NAMES = [
    "-".join([key, *(str(k.default) for k in knobs(config) if k.options)])
    for key, config in VARIANTS
]

"""Reading token by token at top speed: every model a second time, in plain NumPy.

A single token gives PyTorch nothing to share out, and each of its calls costs several
microseconds, much more than the sums in it. Here the weights are copied once, in the order
in which they are read, and a step is a few dozen calls that write into buffers that are
already there. The results are the model's own, up to the last digits.
"""

from playground.engine.decode.base import Decoder, HandOver, Plain
from playground.engine.decode.gpt import GPTSteps
from playground.engine.decode.rnn import RNNSteps
from playground.engine.decode.weights import is_known
from playground.engine.models.base import LanguageModel
from playground.engine.models.char_rnn import CharRNN
from playground.engine.models.gpt import GPT

STEPS: dict[type[LanguageModel], type[RNNSteps] | type[GPTSteps]] = {
    CharRNN: RNNSteps,
    GPT: GPTSteps,
}


def decoder_for(model: LanguageModel) -> Decoder:
    """Return what reads for `model`: fast where that is known to be exact, else the model itself.

    It takes copies of the weights; after they have changed, ask for another.

    Args:
        model: Any language model, in eval mode.
    """
    steps = STEPS.get(type(model))
    if steps is None or not is_known(model, steps.weights(model)):
        return Plain(model)
    return HandOver(model, steps)

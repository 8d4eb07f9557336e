"""`playground baselines`: what a text costs those who do not learn to read it."""

import argparse
from collections.abc import Generator
from typing import TYPE_CHECKING

from playground import paths
from playground.commands import DONE, STOPPED
from playground.commands.follow import Stopped, result_of
from playground.commands.options import Setting, add_options, chosen, shared_settings
from playground.commands.output import Output
from playground.commands.stopping import Stopping
from playground.commands.train import DEFAULT_MODEL, open_text
from playground.commands.waiting import Waiting
from playground.engine.config import TextConfig
from playground.engine.events import Progress
from playground.terminal.bar import bar
from playground.terminal.words import one_line

if TYPE_CHECKING:
    from playground.engine.baselines import Ruler
    from playground.engine.corpus import Corpus

DESCRIPTION = """\
Measure how predictable a text is for those who do not learn to read it: bits per character on
the last part of the text, which a model is checked on too. A model has to pass these lines."""
MEANING = {
    "uniform": "guessing among all {different} characters",
    "unigram": "knowing how frequent each character is",
    "2-gram": "having counted what follows 1 character",
    "3-gram": "having counted what follows 2 characters",
    "4-gram": "having counted what follows 3 characters",
    "5-gram": "having counted what follows 4 characters",
    "gzip": "packed by gzip -9 after the text before it",
    "xz": "packed by xz -9e after the text before it",
    "floor": "no model can do better",
}
BAR = 24  # columns


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.description = DESCRIPTION
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="text files or folders, read as one text; or one built-in text (playground texts)",
    )
    add_options(parser, settings())
    parser.add_argument(
        "--encoding", metavar="NAME", help="of the files, such as gb18030 [found out]"
    )


def run(args: argparse.Namespace, out: Output) -> int:
    """Print the ruler of a text."""
    share = TextConfig(**chosen(args, settings(), DEFAULT_MODEL)).valid_share
    with Stopping() as stopping:
        try:
            corpus, ruler = result_of(measured(args, share), Waiting(out), stopping)
        except Stopped:
            return STOPPED
    notes = [str(note) for note in ruler.notes()]
    out.emit({**ruler.bits, "floor": ruler.floor, "notes": notes})
    for line in table(corpus, ruler):
        out.line(line)
    for note in notes:
        out.line(note)
    return DONE


def measured(
    args: argparse.Namespace, share: float
) -> Generator[Progress, None, tuple["Corpus", "Ruler"]]:
    """Open the text and measure it."""
    from playground.services.rulers import ruler_of

    corpus = yield from open_text(args.files, args.encoding)
    return corpus, (yield from ruler_of(corpus, share, paths.cache()))


def table(corpus: "Corpus", ruler: "Ruler") -> list[str]:
    """Return the ruler as people read it."""
    floor = {} if ruler.floor is None else {"floor": ruler.floor}
    most = max(ruler.bits.values())
    title, different = one_line(corpus.name), len(corpus.alphabet)
    lines = [
        f"{title}: {corpus.characters:,} characters, {different:,} different",
        f"bits per character on the last {ruler.validation:,}, "
        f"knowing the {ruler.training:,} before",
        "",
    ]
    for name, bits in {**ruler.bits, **floor}.items():
        meaning = MEANING[name].format(different=f"{different:,}")
        lines.append(f"{name:<8} {bits:7.3f}  {bar(bits / most, BAR)}  {meaning}")
    return lines


def settings() -> list[Setting]:
    """Return the one setting of a text that matters here: how much is kept aside."""
    return [one for one in shared_settings(TextConfig) if one.name == "valid_share"]

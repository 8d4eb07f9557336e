"""`playground resume`: go on with a run."""

import argparse
from dataclasses import replace

from playground.commands import STOPPED
from playground.commands.options import Setting, add_options, chosen, make, training_settings
from playground.commands.output import Output
from playground.commands.reporting import reporter_for
from playground.commands.stopping import Stopping
from playground.commands.train import BUDGET, open_text
from playground.services.runs import Run

DESCRIPTION = """\
Go on with a run that was stopped, interrupted or paused, as if nothing had happened;
or train a finished run further with a larger budget. The text must be the same, but with --text
it may lie somewhere else."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.description = DESCRIPTION
    parser.add_argument("name", metavar="RUN", help='a run; "last" is the newest')
    budget = parser.add_mutually_exclusive_group()
    add_options(budget, budget_settings())
    parser.add_argument(
        "--text", metavar="FILE", nargs="+", help="the text, if it is not where it was"
    )


def run(args: argparse.Namespace, out: Output) -> int:
    """Go on with a run."""
    from playground.services.workspace import Workspace

    workspace = Workspace()
    found = with_budget(args, workspace.find(args.name))
    with Stopping() as stopping:
        from playground.commands.follow import Stopped, follow, result_of, summary
        from playground.commands.passing import PassingReporter, known_lines
        from playground.commands.places import call

        lines = known_lines(found.text.sha256, found.config.text.valid_share, workspace.cache)
        checks = list(found.checks())
        reporter = reporter_for(out, found.config.training)
        try:
            text = open_text(args.text, found.text.encoding, "--text") if args.text else None
            corpus = result_of(text, reporter, stopping) if text else None
        except Stopped:
            return STOPPED
        training = workspace.resume(found, found.config, corpus)
        done = follow(training, PassingReporter(reporter, lines, checks), stopping, out)
        return summary(done, out, call(args)) if done else STOPPED


def budget_settings() -> list[Setting]:
    """Return the two settings that may change."""
    return [setting for setting in training_settings() if setting.name in BUDGET]


def with_budget(args: argparse.Namespace, run: Run) -> Run:
    """Return the run with the budget that was asked for: in all, not in addition."""
    values = chosen(args, budget_settings(), run.model)
    if not values:
        return run
    both = {"steps": 0, "minutes": 0.0, **values}
    training = make(args, lambda: replace(run.config.training, **both))
    return replace(run, config=replace(run.config, training=training))

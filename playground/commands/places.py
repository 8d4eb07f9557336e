"""How this program is called, for the hints that it prints."""

import argparse
import shlex


def call(args: argparse.Namespace) -> str:
    """Return the beginning of a command line that uses the same workspace."""
    return shlex.join(["playground", *(["--home", args.home] if args.home else [])])

"""Steps of the walk: what they are, and how one fails."""
import dataclasses
import fnmatch
import importlib
import pathlib
import typing

_written = []


class StepFailed(Exception):
    """Something is not as the step says, or did not become so in time."""


class TooLate(Exception):
    """The step took longer than it may, whatever it is waiting for."""


@dataclasses.dataclass
class Step:
    title: str
    topic: str  # the file's name without what comes before
    act: typing.Callable
    minutes: float  # after as many the walk is given up: something hangs
    short: bool  # part of the short form
    needed: bool  # others build on it: always done
    back: bool  # what it changes lasts, so the walk goes back to before it


def step(title, minutes=2.0, short=False, needed=False, back=False):
    """Marks a function of one Guest as a step. They are done in the order in which they stand in their files."""

    def mark(act):
        _written.append(Step(title, act.__module__.removeprefix("steps_"), act, minutes, short, needed, back))
        return act

    return mark


def all_steps():
    """The steps of all files steps_NN_topic.py here, in order."""
    here = pathlib.Path(__file__).parent
    for file in sorted(here.glob("steps_*.py")):
        importlib.import_module(file.stem)
    return list(_written)


def wanted_steps(options):
    """Those that the walk was asked for, without the needed ones."""
    steps = [step for step in all_steps() if not step.needed and (step.short or not options.short)]
    return [step for step in steps if not options.only or any(fits(step, pattern) for pattern in options.only)]


def fits(step, pattern):
    """Whether a step's topic or title has the pattern in it."""
    return fnmatch.fnmatch(f"{step.topic} {step.title}".lower(), f"*{pattern.lower()}*")


def expect(condition, otherwise):
    """Fails the step with the sentence `otherwise` unless the condition holds."""
    if not condition:
        raise StepFailed(otherwise)

"""How the learning rates and the stages follow a run's progress, from 0 to 1."""

import math
from dataclasses import dataclass

FLOOR = 0.01
"""Of the peak, at both ends of the cycle."""


@dataclass(frozen=True)
class Recipe:
    """What makes a run what it is; a checkpoint keeps it. Either `steps` or `minutes` is given."""

    size: str = "small"
    seed: int = 0
    batch: int = 24
    steps: int | None = None
    minutes: float | None = None
    peak_rate: float = 1.4e-3
    head_rate: float = 3e-4
    """Peak of the reward heads' learning rate: lower, or their ReLUs die."""

    warm_up: float = 0.05
    auxiliary_share: float = 0.2
    """The run's first part, in which only the auxiliary losses are learnt from."""

    revive_every: int = 2250
    """Steps from one look for heads whose ReLUs died to the next."""

    weight_decay: float = 0.01
    clip_norm: float = 1.0
    repeat_after: int | None = None
    """Draw only so many samples, over and over: shows that the model can learn at all."""


def progress_of(recipe: Recipe, step: int, seconds: float) -> float:
    """Of a run after `step` steps and `seconds` of training, restarts left out."""
    if recipe.steps is not None:
        return step / recipe.steps
    if recipe.minutes is None:
        raise ValueError("a recipe needs steps or minutes")
    return seconds / (60 * recipe.minutes)


def rate_factor(recipe: Recipe, progress: float) -> float:
    """One cycle: linear up to 1, then a cosine down."""
    if progress < recipe.warm_up:
        return FLOOR + (1 - FLOOR) * progress / recipe.warm_up
    fall = min(1.0, (progress - recipe.warm_up) / (1 - recipe.warm_up))
    return FLOOR + (1 - FLOOR) * 0.5 * (1 + math.cos(math.pi * fall))

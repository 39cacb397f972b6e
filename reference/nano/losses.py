"""What Nano learns from: the model's own uncertainty loss on the grades, and readings on the way there."""

import torch
from torch import Tensor
from torch.nn import functional

from nano.edits import GRADES
from nano.data import LabelledBatch
from nano.model import AuxiliaryHeads, NanoModel, Outputs
from nano.samples import IGNORE
from prompt_input import DIMENSIONS

MEAN_GRADE = sum(GRADES) / len(GRADES)
GRADE_SD = (sum((grade - MEAN_GRADE) ** 2 for grade in GRADES) / len(GRADES)) ** 0.5
"""Each grade is drawn as often as the others."""

LOG_SIGMA_RANGE = (-3.0, 2.0)
"""Grades are exact, so that sigma would shrink without end where the model is sure."""

BETA = 0.5
"""Weight sigma^(2 beta) on the likelihood (Seitzer et al. 2022): without it, hard samples are given up early."""


def reward_losses(scores: Tensor, grades: Tensor) -> dict[str, Tensor]:
    """Gaussian negative log likelihood of the standardised grade, by dimension. `scores` [b, 2, 2], `grades` [b, 2]."""
    targets = (grades - MEAN_GRADE) / GRADE_SD
    mu, log_sigma = scores[..., 0], scores[..., 1].clamp(*LOG_SIGMA_RANGE)
    likelihood = 0.5 * (targets - mu) ** 2 * torch.exp(-2 * log_sigma) + log_sigma
    weighted = likelihood * torch.exp(2 * BETA * log_sigma).detach()
    return dict(zip(DIMENSIONS, weighted.mean(dim=0).unbind()))


def auxiliary_losses(told: dict[str, Tensor], labels: dict[str, Tensor]) -> dict[str, Tensor]:
    """By name: cross-entropies of classes, mean squared errors of tints."""
    known = labels | {f"source_{name}": labels[name][:, 0] for name in ("shape", "color", "tint")}
    return {
        name: functional.mse_loss(values.float(), known[name])
        if known[name].is_floating_point()
        else _cross_entropy(values, known[name])
        for name, values in told.items()
    }


def _cross_entropy(logits: Tensor, labels: Tensor) -> Tensor:
    """A mean over the labels that there are; 0 where a batch has none."""
    total = functional.cross_entropy(
        logits.flatten(0, -2).float(), labels.flatten(), ignore_index=IGNORE, reduction="sum"
    )
    return total / (labels != IGNORE).sum().clamp(min=1)


def all_losses(
    model: NanoModel, auxiliary: AuxiliaryHeads, batch: LabelledBatch, with_rewards: bool
) -> dict[str, Tensor]:
    """The losses that are added up, by name."""
    outputs: Outputs = model(batch.inputs)
    losses = auxiliary_losses(auxiliary(outputs, model.starts[1]), batch.labels)
    return losses | reward_losses(outputs.scores.float(), batch.grades) if with_rewards else losses

"""Pair accuracy on scenes that were never trained on: is the candidate of the higher grade given the higher mu?"""

from dataclasses import dataclass
from itertools import combinations

import torch

from nano.data import collate
from nano.edits import EDIT_TYPES
from nano.model import NanoModel
from nano.samples import Sample, draw_held_out
from prompt_input import DIMENSIONS, PromptText

SCENES_A_BATCH = 16


@dataclass
class PairCount:
    right: int = 0
    total: int = 0

    @property
    def accuracy(self) -> float:
        return self.right / self.total

    def describe(self) -> dict:
        return {"accuracy": round(self.accuracy, 4), "pairs": self.total}


HeldOut = dict[str, dict[str, PairCount]]
"""By dimension, then by edit type and under "all"."""


@torch.no_grad()
def evaluate(model: NanoModel, text: PromptText, seed: int, scenes: int, device: torch.device) -> HeldOut:
    """Six pairs of different grade a scene and dimension."""
    counts: HeldOut = {name: {kind: PairCount() for kind in ("all", *EDIT_TYPES)} for name in DIMENSIONS}
    model.eval()
    for first in range(0, scenes, SCENES_A_BATCH):
        candidates = [draw_held_out(seed, index) for index in range(first, min(first + SCENES_A_BATCH, scenes))]
        samples = [sample for scene in candidates for sample in scene]
        mus = model(collate(text, samples).inputs.to(device)).scores[:, :, 0].float().cpu().tolist()
        for start in range(0, len(samples), len(candidates[0])):
            end = start + len(candidates[0])
            _count(counts, samples[start:end], mus[start:end])
    model.train()
    return counts


@torch.no_grad()
def silent_dimensions(model: NanoModel, text: PromptText, seed: int, device: torch.device) -> list[int]:
    """Indices into DIMENSIONS whose head gives every held-out picture the same score: its ReLUs have died."""
    samples = [sample for index in range(SCENES_A_BATCH) for sample in draw_held_out(seed, index)]
    mus = model(collate(text, samples).inputs.to(device)).scores[:, :, 0]
    return [index for index in range(len(DIMENSIONS)) if mus[:, index].unique().numel() == 1]


def _count(counts: HeldOut, samples: list[Sample], mus: list[list[float]]) -> None:
    for one, other in combinations(range(len(samples)), 2):
        for index, dimension in enumerate(DIMENSIONS):
            higher, lower = sorted((one, other), key=lambda number: -samples[number].grades[index])
            for kind in ("all", samples[one].edit_type):
                count = counts[dimension][kind]
                count.total += 1
                count.right += mus[higher][index] > mus[lower][index]


def describe(counts: HeldOut) -> dict:
    """For the curve; an edit type that was not drawn is left out."""
    return {
        name: {kind: count.describe() for kind, count in kinds.items() if count.total} for name, kinds in counts.items()
    }

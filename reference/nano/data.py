"""Batches in the order of their samples' numbers, drawn by worker processes; the same whatever their count."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from nano.model import Batch, make_batch
from nano.samples import Sample, draw_sample
from nano.tokenizer import PROMPTS, encode_ends
from prompt_input import PromptText, read_prompt_text

PREFETCH = 4
"""Batches a worker draws ahead: a hiccup of either side then stops neither."""


@dataclass(frozen=True)
class LabelledBatch:
    """`grades` [b, 2], 1 to 4; `labels` by name, as in `samples.Sample`, with a batch axis first."""

    inputs: Batch
    grades: Tensor
    labels: dict[str, Tensor]

    def to(self, device: torch.device) -> "LabelledBatch":
        labels = {name: values.to(device, non_blocking=True) for name, values in self.labels.items()}
        return LabelledBatch(self.inputs.to(device), self.grades.to(device), labels)


def collate(text: PromptText, samples: list[Sample]) -> LabelledBatch:
    sequences = [encode_ends(text, sample.instruction) for sample in samples]
    labels = {
        name: torch.from_numpy(np.stack([sample.labels[name] for sample in samples])) for name in samples[0].labels
    }
    grades = torch.tensor([sample.grades for sample in samples])
    return LabelledBatch(make_batch([sample.pictures for sample in samples], sequences), grades, labels)


class TrainingBatches(Dataset):
    """Batch i holds the samples i * size up to (i + 1) * size of a seed, counted modulo `repeat_after` if given."""

    def __init__(self, tokenizer_folder: Path, seed: int, size: int, repeat_after: int | None) -> None:
        self.tokenizer_folder = tokenizer_folder
        self.seed, self.size, self.repeat_after = seed, size, repeat_after
        self.text: PromptText | None = None

    def __getitem__(self, index: int) -> LabelledBatch:
        # Read in the worker that uses it.
        self.text = self.text or read_prompt_text(self.tokenizer_folder, PROMPTS)
        numbers = range(index * self.size, (index + 1) * self.size)
        if self.repeat_after is not None:
            numbers = [number % self.repeat_after for number in numbers]
        return collate(self.text, [draw_sample(self.seed, number) for number in numbers])


class From:
    """Counts up from a batch's number without end."""

    def __init__(self, first: int) -> None:
        self.first = first

    def __iter__(self) -> Iterator[int]:
        index = self.first
        while True:
            yield index
            index += 1


def stream_batches(batches: TrainingBatches, first: int, workers: int) -> Iterator[LabelledBatch]:
    loader = DataLoader(
        batches,
        batch_size=None,
        sampler=From(first),
        num_workers=workers,
        prefetch_factor=PREFETCH if workers else None,
        worker_init_fn=_one_thread,
    )
    return iter(loader)


def _one_thread(_: int) -> None:
    torch.set_num_threads(1)

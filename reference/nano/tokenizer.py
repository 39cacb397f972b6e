"""Nano's own tokenizer, chat template and prompts: short ones, so that a candidate costs few tokens."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nano.edits import draw_edit
from nano.wording import draw_instruction
from nano.world import GRID, draw_scene
from prompt_input import DIMENSIONS, PromptText, encode, read_prompt_text, render
from tiny_tokenizer import TURNS, write_tokenizer

PROMPTS = {
    "instruction_following": "\nEdit: {text_prompt}\nFollowing",
    "visual_quality": "\nEdit: {text_prompt}\nQuality",
    "suffix": ":<|Reward|>",
}
"""They differ in their last word only, so that one sequence can be trained with both ends."""

BPE_ENTRIES = 640
"""256 bytes and enough merges for nearly every word of the instructions to be one token."""

TRAINING_INSTRUCTIONS = 4000
TRAINING_SEED = 0
"""The tokenizer does not depend on the training's seed: every Nano has the same."""


@dataclass(frozen=True)
class Ends:
    """
    Both runs' input ids up to the reward token, as one sequence: `prefix` is common, `tails` follow it each.

    The second tail must not see the first, and its positions go on from the prefix.
    """

    prefix: list[int]
    tails: tuple[list[int], list[int]]


def write_nano_tokenizer(folder: Path) -> PromptText:
    """Writes the tokenizer's files into `folder` and reads them as the scoring code does."""
    write_tokenizer(folder, _training_text(), BPE_ENTRIES, TURNS)
    return read_prompt_text(folder, PROMPTS)


def _training_text() -> list[str]:
    rng = np.random.default_rng(TRAINING_SEED)
    texts = [" ".join(PROMPTS.values()), "user\nassistant\n"] * 100
    for _ in range(TRAINING_INSTRUCTIONS):
        scene = draw_scene(rng)
        texts.append(f"Edit: {draw_instruction(rng, scene, draw_edit(rng, scene))}")
    return texts


def encode_ends(text: PromptText, instruction: str) -> Ends:
    """The input ids of both dimensions' runs, cut after the reward token: nothing later is ever looked at."""
    runs = []
    for dimension in DIMENSIONS:
        ids = encode(text, render(text, dimension, instruction, 2), [GRID * GRID] * 2)
        runs.append(ids[: ids.index(text.reward_token_id) + 1])
    common = next(index for index, (a, b) in enumerate(zip(*runs)) if a != b)
    return Ends(runs[0][:common], (runs[0][common:], runs[1][common:]))

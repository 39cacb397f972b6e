"""EditReward's two runs over one pair of images, through transformers' Qwen2.5-VL modules."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from checkpoint import RewardModel
from image_input import read_rgb, resize, to_patches
from prompt_input import DIMENSIONS, PromptText, encode, render


@dataclass(frozen=True)
class Case:
    """`source` and `edited` are file names in the image folder."""

    id: str
    source: str
    edited: str
    instruction: str


@dataclass(frozen=True)
class VisionRun:
    """`pixel_values` [patches, 1176], `image_embeds` [patches/4, hidden] of both images in turn."""

    pixel_values: torch.Tensor
    image_embeds: torch.Tensor
    grids: list[tuple[int, int, int]]
    sizes: list[tuple[int, int]]


@dataclass(frozen=True)
class TextRun:
    """One dimension's run: `hidden_states[i]` is the input of layer i, `scores` is (mu, log sigma)."""

    input_ids: list[int]
    hidden_states: list[torch.Tensor]
    last_hidden_state: torch.Tensor
    scores: torch.Tensor


@torch.no_grad()
def run_vision(model: RewardModel, images: list[Image.Image]) -> VisionRun:
    resized = [resize(image, model.image_config) for image in images]
    patches = [to_patches(image, model.image_config) for image in resized]
    grids = [grid for _, grid in patches]
    dtype = model.vision.patch_embed.proj.weight.dtype
    pixel_values = torch.from_numpy(np.concatenate([rows for rows, _ in patches])).to(dtype)
    embeds = model.vision(pixel_values, grid_thw=torch.tensor(grids)).pooler_output
    return VisionRun(pixel_values, embeds, grids, [image.size for image in resized])


@torch.no_grad()
def run_text(model: RewardModel, text: PromptText, vision: VisionRun, case: Case, head: int) -> TextRun:
    merged = model.image_config.merge_size**2
    counts = [height * width // merged for _, height, width in vision.grids]
    input_ids = encode(text, render(text, DIMENSIONS[head], case.instruction), counts)
    ids = torch.tensor(input_ids)
    embeds = model.text.embed_tokens(ids).clone()
    embeds[ids == model.image_token_id] = vision.image_embeds
    # The official wrapper passes embeddings only, so no image positions exist: 0..n-1 on all three axes.
    positions = torch.arange(len(input_ids)).expand(3, 1, -1)
    output = model.text(
        inputs_embeds=embeds[None], position_ids=positions, use_cache=False, output_hidden_states=True
    )
    hidden = output.last_hidden_state[0]
    scores = model.heads[head](hidden[input_ids.index(text.reward_token_id)])
    # transformers' last recorded state repeats last_hidden_state.
    return TextRun(input_ids, [state[0] for state in output.hidden_states[:-1]], hidden, scores)


def score_case(model: RewardModel, text: PromptText, images: Path, case: Case) -> dict:
    """A case of golden.json: inputs, both runs' ids and (mu, log sigma), and their mean."""
    vision = run_vision(model, [read_rgb(images / case.source), read_rgb(images / case.edited)])
    runs = [run_text(model, text, vision, case, head) for head in range(len(DIMENSIONS))]
    pooled = torch.stack([run.scores for run in runs]).mean(dim=0)
    return {
        "id": case.id,
        "source": case.source,
        "edited": case.edited,
        "instruction": case.instruction,
        "dim1": {"input_ids": runs[0].input_ids, "logits": runs[0].scores.tolist()},
        "dim2": {"input_ids": runs[1].input_ids, "logits": runs[1].scores.tolist()},
        "logits": pooled.tolist(),
        "image_grid_thw": [list(grid) for grid in vision.grids],
        "resized": [list(size) for size in vision.sizes],
    }

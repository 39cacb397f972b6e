"""A reward model's runs over a case's images, one for each of its heads, through transformers' modules."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from transformers.modeling_outputs import ModelOutput

from cases import Case
from checkpoint import RewardModel
from image_input import to_patches
from prompt_input import PromptText, encode, render

DETAILS = ("resized_sha256", "reward_position", "reward_position_id")
"""Of the resized RGB bytes, and of the first run; not every golden.json has them."""


@dataclass(frozen=True)
class VisionRun:
    """
    `pixel_values` [patches, 3*frames*patch*patch], `image_embeds` and each of `deepstack` [patches/4, hidden], of all
    images in turn; `resized` are the pictures that the patches were cut from.
    """

    pixel_values: torch.Tensor
    image_embeds: torch.Tensor
    deepstack: list[torch.Tensor]
    grids: list[tuple[int, int, int]]
    resized: list[Image.Image]


@dataclass(frozen=True)
class TextRun:
    """One head's run: `hidden_states[i]` is the input of layer i, `scores` is (mu, log sigma)."""

    input_ids: list[int]
    hidden_states: list[torch.Tensor]
    last_hidden_state: torch.Tensor
    scores: torch.Tensor
    reward_position: int
    reward_position_id: int
    """The reward token's position on each of the three rotary axes; the same as its index where positions are plain."""


@torch.no_grad()
def run_vision(model: RewardModel, images: list[Image.Image]) -> VisionRun:
    resized = [model.family.resize(image, model.image_config) for image in images]
    patches = [to_patches(image, model.image_config) for image in resized]
    grids = [grid for _, grid in patches]
    dtype = model.vision.patch_embed.proj.weight.dtype
    pixel_values = torch.from_numpy(np.concatenate([rows for rows, _ in patches])).to(dtype)
    output = model.vision(pixel_values, grid_thw=torch.tensor(grids))
    return VisionRun(pixel_values, output.pooler_output, getattr(output, "deepstack_features", []), grids, resized)


@torch.no_grad()
def run_text(model: RewardModel, text: PromptText, vision: VisionRun, words: str, head: int) -> TextRun:
    merged = model.image_config.merge_size**2
    counts = [height * width // merged for _, height, width in vision.grids]
    input_ids = encode(text, render(text, model.family.prompts[head], words, len(counts)), counts)
    ids = torch.tensor([input_ids])
    # What an earlier call left behind would count.
    model.base.rope_deltas = None
    call = _embed_images if model.family.embeds_images else _hand_on_images
    with _recorded_inputs(model.text.layers) as hidden_states:
        hidden = call(model, ids, vision).last_hidden_state[0]
    index = input_ids.index(text.reward_token_id)
    # By how much positions after the images differ from indices; the model makes no such thing where they are plain.
    shift = 0 if model.base.rope_deltas is None else int(model.base.rope_deltas)
    return TextRun(input_ids, hidden_states, hidden, model.heads[head](hidden[index]), index, index + shift)


@contextmanager
def _recorded_inputs(layers: Iterable[torch.nn.Module]) -> Iterator[list[torch.Tensor]]:
    """The first sequence's input of each layer, DeepStack added, which transformers' `hidden_states` are without."""
    inputs: list[torch.Tensor] = []
    hooks = [layer.register_forward_pre_hook(lambda _, given: inputs.append(given[0][0])) for layer in layers]
    try:
        yield inputs
    finally:
        for hook in hooks:
            hook.remove()


def _embed_images(model: RewardModel, ids: torch.Tensor, vision: VisionRun) -> ModelOutput:
    """As the wrappers on Qwen2-VL and Qwen2.5-VL call their model: it sees embeddings only, so positions are 0..n-1."""
    embeds = model.text.embed_tokens(ids).clone()
    embeds[ids == model.image_token_id] = vision.image_embeds
    mask = torch.ones_like(ids)
    return model.base(inputs_embeds=embeds, attention_mask=mask, use_cache=False)


def _hand_on_images(model: RewardModel, ids: torch.Tensor, vision: VisionRun) -> ModelOutput:
    """As the wrapper on Qwen3-VL calls its model. transformers 5 wants to be told which tokens are an image's."""
    return model.base(
        input_ids=ids,
        attention_mask=torch.ones_like(ids),
        pixel_values=vision.pixel_values,
        image_grid_thw=torch.tensor(vision.grids),
        mm_token_type_ids=(ids == model.image_token_id).int(),
        use_cache=False,
    )


def score_case(model: RewardModel, text: PromptText, images: Path, case: Case) -> dict:
    """A case of golden.json: what was asked, each run's ids and (mu, log sigma), their mean, sizes, and DETAILS."""
    vision = run_vision(model, [model.family.read(images / name) for name in case.images])
    runs = [run_text(model, text, vision, case.words, head) for head in range(len(model.heads))]
    answers = [{"input_ids": run.input_ids, "logits": run.scores.tolist()} for run in runs]
    pooled = {"logits": torch.stack([run.scores for run in runs]).mean(dim=0).tolist()}
    # A single head's answer stands by itself.
    scored = answers[0] if len(answers) == 1 else {"dim1": answers[0], "dim2": answers[1]} | pooled
    sizes = {"image_grid_thw": [list(grid) for grid in vision.grids], "resized": [list(i.size) for i in vision.resized]}
    digests = [hashlib.sha256(image.tobytes()).hexdigest() for image in vision.resized]
    details = dict(zip(DETAILS, (digests, runs[0].reward_position, runs[0].reward_position_id), strict=True))
    return asdict(case) | scored | sizes | details

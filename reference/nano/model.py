"""EditReward-Nano in plain torch: both dimensions in one pass, and the auxiliary heads that training throws away."""

from dataclasses import dataclass, fields

import numpy as np
import torch
from torch import Tensor, nn

from nano.artefacts import ARTEFACTS
from nano.config import HEAD_SIZES, NanoSizes
from nano.decoder import Decoder, look_back
from nano.edits import EDIT_TYPES, OUTCOME_NAMES
from nano.tokenizer import Ends
from nano.vision import VisionTower, cut_patches, residual_scale
from nano.world import COLORS, PLACES, SHAPES
from nano.world import GRID as TOKEN_GRID

TOKENS = TOKEN_GRID * TOKEN_GRID
"""Image tokens of a picture."""

PICTURE_DISTANCE = TOKENS + 2
"""Positions from an image token to the same place in the other picture: between them an end and a start token."""

EMBEDDING_SD = 0.05
"""Or the reward token, always the same, drowns what attention brings to it."""

FIRST_HEAD_BIAS = 0.1
"""Positive, or the head's ReLUs die before there is a signal."""

REVIVED_BIAS, REVIVED_SCALE = 0.5, 0.3
"""
Of a head that starts again: small weights beside a large bias keep its few units alive whatever the token holds.
"""

LOOK_BACK_LAYERS = 2
LOOK_BACK_STRENGTH = 4.0
"""The bias alone then puts most of a head's attention on the place looked for, and its content can still move it."""

NORMALISATION = ((0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711))
"""Mean and standard deviation of preprocessor_config.json."""

VISION_AUX = {"shape": 1 + len(SHAPES), "color": 1 + len(COLORS), "tint": 3}
"""Classes, and the mean RGB, told from each image token as the tower gives it."""

MIDDLE_AUX = {"changed": 2, "source_shape": 1 + len(SHAPES), "source_color": 1 + len(COLORS), "source_tint": 3}
"""Told from each token of the edited picture half way up the decoder: what changed, and what was, at its place."""

POOLED_AUX = {"artefact": len(ARTEFACTS)}
"""Classes told from the mean of the edited picture's tokens, half way up."""

REWARD_AUX = {
    "type": len(EDIT_TYPES),
    "place": len(PLACES),
    "new_color": len(COLORS),
    "new_shape": len(SHAPES),
    "target_color": len(COLORS),
    "target_shape": len(SHAPES),
    "outcome": len(OUTCOME_NAMES),
}
"""Classes told from the instruction-following reward token."""


@dataclass(frozen=True)
class Batch:
    """
    `pictures` [b, 2, SIDE, SIDE, 3] uint8; `ids`, `positions`, `segments` [b, n]; `ends` [b, 2], where both reward
    tokens stand. Segments: 0 what both runs share, 1 and 2 their tails, 3 padding.
    """

    pictures: Tensor
    ids: Tensor
    positions: Tensor
    segments: Tensor
    ends: Tensor

    def to(self, device: torch.device) -> "Batch":
        return Batch(*(getattr(self, field.name).to(device, non_blocking=True) for field in fields(self)))

    def mask(self) -> Tensor:
        """[b, n, n], true where a row may look: back, at the shared part or its own."""
        keys, rows = self.segments[:, None, :], self.segments[:, :, None]
        n = self.segments.shape[1]
        back = torch.ones(n, n, dtype=torch.bool, device=keys.device).tril()
        return back & ((keys == 0) | (keys == rows))


@dataclass(frozen=True)
class Outputs:
    """
    `scores` [b, 2, 2]: per dimension mu and log sigma. `image` [b, 2, 64, h], tokens of both; `middle` [b, n, h],
    half way up the decoder; `rewards` [b, 2, h], the reward tokens after its norm.
    """

    scores: Tensor
    image: Tensor
    middle: Tensor
    rewards: Tensor


def reward_head(hidden: int) -> nn.Sequential:
    """Numbered like the official head, whose third module is dropout."""
    wide, narrow, outputs = HEAD_SIZES
    return nn.Sequential(
        nn.Linear(hidden, wide),
        nn.ReLU(),
        nn.Identity(),
        nn.Linear(wide, narrow),
        nn.ReLU(),
        nn.Linear(narrow, outputs),
    )


class NanoModel(nn.Module):
    """`image_start` is where the source picture's tokens begin in every sequence."""

    def __init__(self, sizes: NanoSizes, rows: int, image_start: int) -> None:
        super().__init__()
        self.starts = (image_start, image_start + PICTURE_DISTANCE)
        self.visual = VisionTower(sizes.vision, sizes.text.hidden)
        self.language_model = Decoder(sizes.text, rows)
        self.rm_heads = nn.ModuleDict({f"head_{index}": reward_head(sizes.text.hidden) for index in range(2)})
        mean, sd = (torch.tensor(values)[:, None] for values in NORMALISATION)
        self.register_buffer("scale", 1 / (255 * sd), persistent=False)
        self.register_buffer("shift", -mean / sd, persistent=False)
        self.initialise(sizes)

    @torch.no_grad()
    def initialise(self, sizes: NanoSizes) -> None:
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.normal_(module.weight, std=module.in_features**-0.5)
                if module.bias is not None:
                    nn.init.zeros_(module.bias)
        nn.init.normal_(self.language_model.embed_tokens.weight, std=EMBEDDING_SD)
        for block in self.visual.blocks:
            for linear in (block.attn.proj, block.mlp.down_proj):
                linear.weight *= residual_scale(sizes.vision.depth)
        for layer in self.language_model.layers:
            for linear in (layer.self_attn.o_proj, layer.mlp.down_proj):
                linear.weight *= residual_scale(sizes.text.layers)
        for layer in self.language_model.layers[:LOOK_BACK_LAYERS]:
            look_back(layer, PICTURE_DISTANCE, self.language_model.frequencies, LOOK_BACK_STRENGTH)
        for head in self.rm_heads.values():
            for index in (0, 3):
                nn.init.constant_(head[index].bias, FIRST_HEAD_BIAS)

    @torch.no_grad()
    def revive_head(self, index: int) -> None:
        first, second, last = (module for module in self.rm_heads[f"head_{index}"] if isinstance(module, nn.Linear))
        for linear in (first, second, last):
            nn.init.normal_(linear.weight, std=linear.in_features**-0.5)
        second.weight *= REVIVED_SCALE
        nn.init.constant_(first.bias, FIRST_HEAD_BIAS)
        nn.init.constant_(second.bias, REVIVED_BIAS)
        nn.init.zeros_(last.bias)

    def forward(self, batch: Batch) -> Outputs:
        # Cut as bytes: a quarter of what floats would move.
        patches = cut_patches(batch.pictures.flatten(0, 1)).float() * self.scale + self.shift
        image = self.visual(patches.flatten(2)).unflatten(0, (-1, 2))
        embeds = self.language_model.embed_tokens(batch.ids).clone()
        for picture, start in enumerate(self.starts):
            embeds[:, start : start + TOKENS] = image[:, picture].to(embeds.dtype)
        middle, rewards = self.language_model(embeds, batch.positions, batch.mask(), batch.ends)
        # The heads are float32 in every EditReward.
        with torch.autocast(rewards.device.type, enabled=False):
            scores = [head(rewards[:, index].float()) for index, head in enumerate(self.rm_heads.values())]
        return Outputs(torch.stack(scores, dim=1), image, middle, rewards)


class AuxiliaryHeads(nn.Module):
    """Linear readings of what the model makes half way; they are no part of the checkpoint that is exported."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        groups = {"vision": VISION_AUX, "middle": MIDDLE_AUX, "pooled": POOLED_AUX, "reward": REWARD_AUX}
        self.groups = nn.ModuleDict()
        for group, classes in groups.items():
            linears = {f"aux_{name}": nn.Linear(hidden, size) for name, size in classes.items()}
            self.groups[group] = nn.ModuleDict(linears)

    def forward(self, outputs: Outputs, edited_start: int) -> dict[str, Tensor]:
        """What is told, by label name; the last axis has the logits of the classes, or RGB."""
        edited = outputs.middle[:, edited_start : edited_start + TOKENS]
        inputs = {
            "vision": outputs.image,
            "middle": edited,
            "pooled": edited.mean(dim=1),
            "reward": outputs.rewards[:, 0],
        }
        return {
            name.removeprefix("aux_"): linear(inputs[group])
            for group, linears in self.groups.items()
            for name, linear in linears.items()
        }


def make_batch(pictures: list[np.ndarray], sequences: list[Ends]) -> Batch:
    """Shorter sequences are padded at the end, where nothing looks."""
    length = max(len(ends.prefix) + sum(map(len, ends.tails)) for ends in sequences)
    ids, positions, segments = (np.zeros((len(sequences), length), dtype=np.int64) for _ in range(3))
    segments[:] = 3
    last = np.zeros((len(sequences), 2), dtype=np.int64)
    for row, ends in enumerate(sequences):
        common, at = len(ends.prefix), 0
        for segment, part in enumerate((ends.prefix, *ends.tails)):
            end = at + len(part)
            ids[row, at:end], segments[row, at:end] = part, segment
            start = 0 if segment == 0 else common
            positions[row, at:end] = np.arange(start, start + len(part))
            at = end
        last[row] = (common + len(ends.tails[0]) - 1, at - 1)
    arrays = (np.stack(pictures), ids, positions, segments, last)
    return Batch(*(torch.from_numpy(array) for array in arrays))

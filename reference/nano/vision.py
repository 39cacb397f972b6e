"""The Qwen2.5-VL vision tower in plain torch, for batches of pictures of one size. Modules bear the official names."""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from nano.config import MERGE, PATCH, VISION_EPS, WINDOW, VisionSizes
from nano.world import SIDE

GRID = SIDE // PATCH
"""Patches a side."""

WINDOW_PATCHES = (WINDOW // PATCH) ** 2
"""Patches of a window; the picture's side is a multiple of WINDOW, so all windows are whole."""

SPLIT = (SIDE // WINDOW, WINDOW // PATCH // MERGE, MERGE, PATCH)
"""A side in windows, a window in merge blocks, a block in patches, a patch in pixels."""


def rotate(values: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Rotary embedding on [..., n, head_dim]; `cos` and `sin` broadcast to it."""
    first, second = values.chunk(2, dim=-1)
    return values * cos + torch.cat((-second, first), dim=-1) * sin


def inverse_frequencies(dim: int, theta: float) -> Tensor:
    return theta ** -(torch.arange(0, dim, 2, dtype=torch.float32) / dim)


class VisionAttention(nn.Module):
    def __init__(self, sizes: VisionSizes) -> None:
        super().__init__()
        self.heads = sizes.heads
        self.qkv = nn.Linear(sizes.hidden, 3 * sizes.hidden)
        self.proj = nn.Linear(sizes.hidden, sizes.hidden)

    def forward(self, hidden: Tensor, cos: Tensor, sin: Tensor, span: int) -> Tensor:
        """`hidden` [b, n, h]: attention inside spans of `span` consecutive patches. `cos`, `sin` [n, 1, head_dim]."""
        query, key, value = self.qkv(hidden).unflatten(-1, (3, self.heads, -1)).unbind(2)
        # [b, n, heads, d] -> [b * spans, heads, span, d]: with more axes torch takes a slower path.
        parts = (rotate(query, cos, sin), rotate(key, cos, sin), value)
        spans = [part.unflatten(1, (-1, span)).flatten(0, 1).transpose(1, 2) for part in parts]
        mixed = functional.scaled_dot_product_attention(*spans)
        return self.proj(mixed.transpose(1, 2).reshape(hidden.shape))


class VisionMlp(nn.Module):
    def __init__(self, sizes: VisionSizes) -> None:
        super().__init__()
        self.gate_proj = nn.Linear(sizes.hidden, sizes.mlp)
        self.up_proj = nn.Linear(sizes.hidden, sizes.mlp)
        self.down_proj = nn.Linear(sizes.mlp, sizes.hidden)

    def forward(self, hidden: Tensor) -> Tensor:
        return self.down_proj(functional.silu(self.gate_proj(hidden)) * self.up_proj(hidden))


class VisionBlock(nn.Module):
    def __init__(self, sizes: VisionSizes) -> None:
        super().__init__()
        self.norm1 = nn.RMSNorm(sizes.hidden, eps=VISION_EPS)
        self.norm2 = nn.RMSNorm(sizes.hidden, eps=VISION_EPS)
        self.attn = VisionAttention(sizes)
        self.mlp = VisionMlp(sizes)

    def forward(self, hidden: Tensor, cos: Tensor, sin: Tensor, span: int) -> Tensor:
        hidden = hidden + self.attn(self.norm1(hidden), cos, sin, span)
        return hidden + self.mlp(self.norm2(hidden))


class PatchMerger(nn.Module):
    def __init__(self, hidden: int, out: int) -> None:
        super().__init__()
        wide = hidden * MERGE * MERGE
        self.ln_q = nn.RMSNorm(hidden, eps=VISION_EPS)
        self.mlp = nn.Sequential(nn.Linear(wide, wide), nn.GELU(), nn.Linear(wide, out))

    def forward(self, hidden: Tensor) -> Tensor:
        """[b, n, hidden] -> [b, n / 4, out]: the patches of a merge block are consecutive."""
        return self.mlp(self.ln_q(hidden).unflatten(1, (-1, MERGE * MERGE)).flatten(2))


class VisionTower(nn.Module):
    """
    `patch_embed.proj` takes 588 columns (channel, row, column), as both frames of a picture are the same; the official
    weight has 1176, see `export`.
    """

    def __init__(self, sizes: VisionSizes, out_hidden: int) -> None:
        super().__init__()
        self.sizes = sizes
        self.patch_embed = nn.ModuleDict({"proj": nn.Linear(3 * PATCH * PATCH, sizes.hidden, bias=False)})
        self.blocks = nn.ModuleList(VisionBlock(sizes) for _ in range(sizes.depth))
        self.merger = PatchMerger(sizes.hidden, out_hidden)
        order = window_order()
        # Where each merge block, in reading order, went.
        blocks = order.view(-1, MERGE * MERGE)[:, 0]
        rows, columns = blocks // GRID // MERGE, blocks % GRID // MERGE
        self.register_buffer("reading_order", torch.argsort(rows * (GRID // MERGE) + columns), persistent=False)
        angles = _angles(order, sizes)
        self.register_buffer("cos", angles.cos(), persistent=False)
        self.register_buffer("sin", angles.sin(), persistent=False)

    def forward(self, patches: Tensor) -> Tensor:
        """`patches` [b, 256, 588] of `cut_patches`, normalised -> image tokens [b, 64, out_hidden] in reading order."""
        # Under autocast, too, the residual stream keeps float32.
        hidden = self.patch_embed["proj"](patches).float()
        for index, block in enumerate(self.blocks):
            span = GRID * GRID if index in self.sizes.full_attention else WINDOW_PATCHES
            hidden = block(hidden, self.cos, self.sin, span)
        return self.merger(hidden)[:, self.reading_order]


def cut_patches(pictures: Tensor) -> Tensor:
    """
    [b, SIDE, SIDE, 3] -> [b, 256, 3, 14 * 14]: by windows, in a window by merge blocks, row-major each.
    """
    tiles = pictures.unflatten(2, SPLIT).unflatten(1, SPLIT)
    # b, then of rows window, block, patch, pixel at 1 to 4, of columns at 5 to 8, channel.
    return tiles.permute(0, 1, 5, 2, 6, 3, 7, 9, 4, 8).reshape(len(pictures), GRID * GRID, 3, PATCH * PATCH)


def window_order() -> Tensor:
    """Which patch (row * GRID + column) stands where in `cut_patches`."""
    rows, columns = torch.meshgrid(torch.arange(SIDE), torch.arange(SIDE), indexing="ij")
    numbers = rows // PATCH * GRID + columns // PATCH
    return cut_patches(numbers[None, :, :, None].expand(-1, -1, -1, 3))[0, :, 0, 0]


def _angles(order: Tensor, sizes: VisionSizes) -> Tensor:
    """[n, 1, head_dim]: half of the frequencies turn with the row, half with the column."""
    head_dim = sizes.hidden // sizes.heads
    frequencies = inverse_frequencies(head_dim // 2, sizes.rope_theta)
    axes = [axis[:, None].float() * frequencies for axis in (order // GRID, order % GRID)]
    return torch.cat(axes * 2, dim=-1)[:, None]


def residual_scale(depth: int) -> float:
    """For the weights that write into the residual stream, two a block."""
    return 1 / math.sqrt(2 * depth)

"""The Qwen2 decoder in plain torch, on embeddings and an attention mask. Modules bear the official names."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from nano.config import TextSizes
from nano.vision import inverse_frequencies, rotate


@dataclass(frozen=True)
class Turns:
    """Rotary cosines and sines [b, n, head_dim], one row a position."""

    cos: Tensor
    sin: Tensor

    def at(self, rows: Tensor) -> "Turns":
        return Turns(pick(self.cos, rows), pick(self.sin, rows))


def pick(values: Tensor, rows: Tensor) -> Tensor:
    """Of `values` [b, n, w] the rows [b, m] of each sample: [b, m, w]."""
    return values.gather(1, rows[:, :, None].expand(-1, -1, values.shape[2]))


def turned(heads: Tensor, turns: Turns) -> Tensor:
    return rotate(heads, turns.cos[:, None], turns.sin[:, None])


class SelfAttention(nn.Module):
    def __init__(self, sizes: TextSizes) -> None:
        super().__init__()
        self.sizes = sizes
        narrow = sizes.key_value_heads * sizes.head_dim
        self.q_proj = nn.Linear(sizes.hidden, sizes.hidden)
        self.k_proj = nn.Linear(sizes.hidden, narrow)
        self.v_proj = nn.Linear(sizes.hidden, narrow)
        self.o_proj = nn.Linear(sizes.hidden, sizes.hidden, bias=False)

    def forward(self, hidden: Tensor, turns: Turns, mask: Tensor, rows: Tensor | None) -> Tensor:
        """`hidden` [b, n, h]; `mask` [b, m, n], true where a row may look -> [b, m, h], of all rows or of `rows`."""
        asking, asking_turns = hidden, turns
        if rows is not None:
            asking, asking_turns = pick(hidden, rows), turns.at(rows)
        query = turned(self._heads(self.q_proj(asking)), asking_turns)
        key, value = turned(self._heads(self.k_proj(hidden)), turns), self._heads(self.v_proj(hidden))
        group = self.sizes.heads // self.sizes.key_value_heads
        key, value = (part.repeat_interleave(group, dim=1) for part in (key, value))
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask[:, None])
        return self.o_proj(mixed.transpose(1, 2).flatten(2))

    def _heads(self, values: Tensor) -> Tensor:
        return values.unflatten(-1, (-1, self.sizes.head_dim)).transpose(1, 2)


class Mlp(nn.Module):
    def __init__(self, sizes: TextSizes) -> None:
        super().__init__()
        self.gate_proj = nn.Linear(sizes.hidden, sizes.mlp, bias=False)
        self.up_proj = nn.Linear(sizes.hidden, sizes.mlp, bias=False)
        self.down_proj = nn.Linear(sizes.mlp, sizes.hidden, bias=False)

    def forward(self, hidden: Tensor) -> Tensor:
        return self.down_proj(functional.silu(self.gate_proj(hidden)) * self.up_proj(hidden))


class DecoderLayer(nn.Module):
    def __init__(self, sizes: TextSizes) -> None:
        super().__init__()
        self.input_layernorm = nn.RMSNorm(sizes.hidden, eps=sizes.eps)
        self.self_attn = SelfAttention(sizes)
        self.post_attention_layernorm = nn.RMSNorm(sizes.hidden, eps=sizes.eps)
        self.mlp = Mlp(sizes)

    def forward(self, hidden: Tensor, turns: Turns, mask: Tensor, rows: Tensor | None = None) -> Tensor:
        mixed = self.self_attn(self.input_layernorm(hidden), turns, mask, rows)
        hidden = mixed + (hidden if rows is None else pick(hidden, rows))
        return hidden + self.mlp(self.post_attention_layernorm(hidden))


class Decoder(nn.Module):
    def __init__(self, sizes: TextSizes, rows: int) -> None:
        super().__init__()
        self.embed_tokens = nn.Embedding(rows, sizes.hidden)
        self.layers = nn.ModuleList(DecoderLayer(sizes) for _ in range(sizes.layers))
        self.norm = nn.RMSNorm(sizes.hidden, eps=sizes.eps)
        frequencies = inverse_frequencies(sizes.head_dim, sizes.rope_theta)
        self.register_buffer("frequencies", frequencies, persistent=False)

    def forward(self, embeds: Tensor, positions: Tensor, mask: Tensor, rows: Tensor) -> tuple[Tensor, Tensor]:
        """
        What half of the layers make of all rows [b, n, h], and all layers and the norm of `rows` [b, m]: [b, m, h].

        `positions` [b, n], `mask` [b, n, n]. The last layer computes those rows alone: nothing reads the others.
        """
        angles = (positions[:, :, None] * self.frequencies).repeat(1, 1, 2)
        turns = Turns(angles.cos(), angles.sin())
        hidden, middle = embeds, embeds
        for index, layer in enumerate(self.layers[:-1]):
            hidden = layer(hidden, turns, mask)
            if index + 1 == len(self.layers) // 2:
                middle = hidden
        last = self.layers[-1](hidden, turns, pick(mask, rows), rows)
        return middle, self.norm(last)


@torch.no_grad()
def look_back(layer: DecoderLayer, distance: int, frequencies: Tensor, strength: float) -> None:
    """
    Starts the layer's first head attending `distance` positions back, by its query and key biases alone.

    Rotary scores of constant query q and key k go as the real part of q conj(k) e^(i * offset * frequency), summed over
    the pairs of a head: with q = k e^(-i * distance * frequency) all pairs peak together at that offset.
    """
    sizes = layer.self_attn.sizes
    half = sizes.head_dim // 2
    angles = distance * frequencies
    layer.self_attn.k_proj.bias[:half] = strength
    layer.self_attn.k_proj.bias[half : 2 * half] = 0
    layer.self_attn.q_proj.bias[:half] = strength * angles.cos()
    layer.self_attn.q_proj.bias[half : 2 * half] = -strength * angles.sin()

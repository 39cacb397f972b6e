"""Random tensors under official names, and the parts of a checkpoint that all the tiny models have alike."""

import json
import math
import zlib
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file

Shapes = dict[str, tuple[int, ...]]

HEAD_SIZES = (1024, 16, 2)

GAINS = {
    "q_proj": 1.6,
    "k_proj": 1.6,
    "qkv": 1.44,
    "o_proj": 1.5,
    "v_proj": 1.5,
    "q_norm": 1.8,
    "k_norm": 1.8,
    "linear_fc2": 1.8,
}
"""
Above 1 so that attention picks tokens instead of averaging a few hundred: else the images hardly show. Not much above,
or the model magnifies float32's rounding and no implementation could agree to 1e-5.
"""


def write_json(path: Path, value: dict) -> None:
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def write_shard(path: Path, shapes: Shapes, seed: int) -> int:
    """Draws the tensors into a file; returns how many bytes they have."""
    tensors = {name: _draw(name, shape, seed) for name, shape in shapes.items()}
    save_file(tensors, path, metadata={"format": "pt"})
    return sum(tensor.nbytes for tensor in tensors.values())


def linear(name: str, rows: int, columns: int, bias: bool = True) -> Shapes:
    weight = {f"{name}.weight": (rows, columns)}
    return weight | {f"{name}.bias": (rows,)} if bias else weight


def layer_norm(name: str, width: int) -> Shapes:
    return {f"{name}.weight": (width,), f"{name}.bias": (width,)}


def layer_shapes(layer: str, text: dict, bias: bool) -> Shapes:
    """A decoder layer of Qwen2 or Qwen3; `bias` is of the query, key and value."""
    hidden, inner, heads = text["hidden_size"], text["intermediate_size"], text["num_attention_heads"]
    head_dim = text.get("head_dim", hidden // heads)
    query, key_value = heads * head_dim, text["num_key_value_heads"] * head_dim
    shapes: Shapes = {f"{layer}.{norm}_layernorm.weight": (hidden,) for norm in ("input", "post_attention")}
    shapes |= linear(f"{layer}.self_attn.q_proj", query, hidden, bias)
    shapes |= linear(f"{layer}.self_attn.k_proj", key_value, hidden, bias)
    shapes |= linear(f"{layer}.self_attn.v_proj", key_value, hidden, bias)
    shapes |= linear(f"{layer}.self_attn.o_proj", hidden, query, bias=False)
    shapes |= linear(f"{layer}.mlp.gate_proj", inner, hidden, bias=False)
    shapes |= linear(f"{layer}.mlp.up_proj", inner, hidden, bias=False)
    return shapes | linear(f"{layer}.mlp.down_proj", hidden, inner, bias=False)


def head_shapes(head: str, hidden: int) -> Shapes:
    wide, narrow, outputs = HEAD_SIZES
    return linear(f"{head}.0", wide, hidden) | linear(f"{head}.3", narrow, wide) | linear(f"{head}.5", outputs, narrow)


def _draw(name: str, shape: tuple[int, ...], seed: int) -> torch.Tensor:
    """A tensor that depends only on the seed and its name, so that adding one leaves the others alone."""
    normal = np.random.default_rng([seed, zlib.crc32(name.encode())]).standard_normal(shape)
    gain = GAINS.get(name.split(".")[-2], 1.0)
    if name.endswith("bias"):
        values = 0.2 * normal
    elif "norm" in name or "ln_q" in name:
        values = gain + 0.2 * normal
    elif "embed_tokens" in name or "lm_head" in name or "pos_embed" in name:
        values = normal
    else:
        values = normal * gain / math.sqrt(math.prod(shape[1:]))
    return torch.from_numpy(values).to(torch.float32 if name.startswith("rm_head") else torch.bfloat16)

"""A small random EditReward checkpoint in the official layout: configs, two bf16 shards, float32 heads."""

import json
import math
import zlib
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer

Shapes = dict[str, tuple[int, ...]]

SEED = 3
"""Of a few seeds tried, one whose scores depend on the images in every case (see `report_sensitivity`)."""

TEXT = {
    "model_type": "qwen2_5_vl_text",
    "hidden_size": 64,
    "intermediate_size": 112,
    "num_hidden_layers": 3,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    # More than the embedding has rows, as in the official base config.
    "vocab_size": 512,
    "rms_norm_eps": 1e-5,
    "rope_theta": 500000.0,
    "rope_scaling": {"type": "mrope", "mrope_section": [2, 3, 3]},
    "max_position_embeddings": 4096,
    "use_sliding_window": False,
    "hidden_act": "silu",
}
VISION = {
    "model_type": "qwen2_5_vl",
    "in_channels": 3,
    "depth": 3,
    "hidden_size": 48,
    # Not a multiple of 32, like the 3420 of the real one.
    "intermediate_size": 84,
    "num_heads": 3,
    "out_hidden_size": 64,
    "fullatt_block_indexes": [2],
    "window_size": 112,
    "patch_size": 14,
    "spatial_patch_size": 14,
    "spatial_merge_size": 2,
    "temporal_patch_size": 2,
    "hidden_act": "silu",
    "tokens_per_second": 2,
}
PREPROCESSOR = {
    "min_pixels": 3136,
    "max_pixels": 12845056,
    "patch_size": 14,
    "temporal_patch_size": 2,
    "merge_size": 2,
    "image_mean": [0.48145466, 0.4578275, 0.40821073],
    "image_std": [0.26862954, 0.26130258, 0.27577711],
    "image_processor_type": "Qwen2VLImageProcessor",
    "processor_class": "Qwen2_5_VLProcessor",
}
PIXEL_BUDGET = {"minPixels": 50176, "maxPixels": 50176}
"""Images of about 224x224 instead of EditReward's 448x448, so that tests are quick."""

HEAD_SIZES = (1024, 16, 2)

GAINS = {"q_proj": 1.6, "k_proj": 1.6, "qkv": 1.44, "o_proj": 1.5, "v_proj": 1.5}
"""
Above 1 so that attention picks tokens instead of averaging a few hundred: else the images hardly show. Not much above,
or the model magnifies float32's rounding and no implementation could agree to 1e-5.
"""


def write_checkpoint(folder: Path, tokenizer: Tokenizer) -> None:
    """Writes the configs and `model-0000i-of-00002.safetensors` with their index."""
    _write_json(folder / "config.json", _config(tokenizer))
    _write_json(folder / "preprocessor_config.json", PREPROCESSOR)
    _write_json(folder / "editreward.json", PIXEL_BUDGET)
    # One row more than the tokenizer has tokens: EditReward adds the reward token.
    rows = tokenizer.get_vocab_size() + 1
    first = _vision_shapes() | {"model.language_model.embed_tokens.weight": (rows, TEXT["hidden_size"])}
    second = _text_shapes() | _head_shapes() | {"lm_head.weight": (rows, TEXT["hidden_size"])}
    weight_map: dict[str, str] = {}
    total_size = 0
    for number, shapes in enumerate((first, second), start=1):
        shard = {name: _draw(name, shape) for name, shape in shapes.items()}
        file_name = f"model-{number:05}-of-00002.safetensors"
        save_file(shard, folder / file_name, metadata={"format": "pt"})
        weight_map |= dict.fromkeys(shard, file_name)
        total_size += sum(tensor.nbytes for tensor in shard.values())
    index = {"metadata": {"total_size": total_size}, "weight_map": dict(sorted(weight_map.items()))}
    _write_json(folder / "model.safetensors.index.json", index)


def _write_json(path: Path, value: dict) -> None:
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")


def _config(tokenizer: Tokenizer) -> dict:
    return {
        "architectures": ["Qwen2_5_VLForConditionalGeneration"],
        "model_type": "qwen2_5_vl",
        "image_token_id": tokenizer.token_to_id("<|image_pad|>"),
        "video_token_id": tokenizer.token_to_id("<|video_pad|>"),
        "vision_start_token_id": tokenizer.token_to_id("<|vision_start|>"),
        "vision_end_token_id": tokenizer.token_to_id("<|vision_end|>"),
        "eos_token_id": tokenizer.token_to_id("<|im_end|>"),
        "bos_token_id": tokenizer.token_to_id("<|endoftext|>"),
        "tie_word_embeddings": False,
        "dtype": "bfloat16",
        "text_config": TEXT,
        "vision_config": VISION,
    }


def _linear(name: str, rows: int, columns: int, bias: bool = True) -> Shapes:
    weight = {f"{name}.weight": (rows, columns)}
    return weight | {f"{name}.bias": (rows,)} if bias else weight


def _vision_shapes() -> Shapes:
    hidden, inner, merged = VISION["hidden_size"], VISION["intermediate_size"], VISION["hidden_size"] * 4
    shapes: Shapes = {"model.visual.patch_embed.proj.weight": (hidden, 3, 2, 14, 14)}
    for index in range(VISION["depth"]):
        block = f"model.visual.blocks.{index}"
        shapes |= {f"{block}.norm1.weight": (hidden,), f"{block}.norm2.weight": (hidden,)}
        shapes |= _linear(f"{block}.attn.qkv", 3 * hidden, hidden) | _linear(f"{block}.attn.proj", hidden, hidden)
        shapes |= _linear(f"{block}.mlp.gate_proj", inner, hidden) | _linear(f"{block}.mlp.up_proj", inner, hidden)
        shapes |= _linear(f"{block}.mlp.down_proj", hidden, inner)
    shapes |= {"model.visual.merger.ln_q.weight": (hidden,)}
    shapes |= _linear("model.visual.merger.mlp.0", merged, merged)
    return shapes | _linear("model.visual.merger.mlp.2", VISION["out_hidden_size"], merged)


def _text_shapes() -> Shapes:
    hidden, inner = TEXT["hidden_size"], TEXT["intermediate_size"]
    key_value = hidden // TEXT["num_attention_heads"] * TEXT["num_key_value_heads"]
    shapes: Shapes = {"model.language_model.norm.weight": (hidden,)}
    for index in range(TEXT["num_hidden_layers"]):
        layer = f"model.language_model.layers.{index}"
        shapes |= {f"{layer}.{norm}_layernorm.weight": (hidden,) for norm in ("input", "post_attention")}
        shapes |= _linear(f"{layer}.self_attn.q_proj", hidden, hidden)
        shapes |= _linear(f"{layer}.self_attn.k_proj", key_value, hidden)
        shapes |= _linear(f"{layer}.self_attn.v_proj", key_value, hidden)
        shapes |= _linear(f"{layer}.self_attn.o_proj", hidden, hidden, bias=False)
        shapes |= _linear(f"{layer}.mlp.gate_proj", inner, hidden, bias=False)
        shapes |= _linear(f"{layer}.mlp.up_proj", inner, hidden, bias=False)
        shapes |= _linear(f"{layer}.mlp.down_proj", hidden, inner, bias=False)
    return shapes


def _head_shapes() -> Shapes:
    wide, narrow, outputs = HEAD_SIZES
    shapes: Shapes = {}
    for head in ("rm_heads.head_0", "rm_heads.head_1"):
        shapes |= _linear(f"{head}.0", wide, TEXT["hidden_size"])
        shapes |= _linear(f"{head}.3", narrow, wide) | _linear(f"{head}.5", outputs, narrow)
    return shapes


def _draw(name: str, shape: tuple[int, ...]) -> torch.Tensor:
    """A tensor that depends only on the seed and its name, so that adding one leaves the others alone."""
    normal = np.random.default_rng([SEED, zlib.crc32(name.encode())]).standard_normal(shape)
    if "norm" in name or "ln_q" in name:
        values = 1 + 0.2 * normal
    elif name.endswith("bias"):
        values = 0.2 * normal
    elif "embed_tokens" in name or "lm_head" in name:
        values = normal
    else:
        gain = GAINS.get(name.split(".")[-2], 1.0)
        values = normal * gain / math.sqrt(math.prod(shape[1:]))
    return torch.from_numpy(values).to(torch.float32 if name.startswith("rm_heads.") else torch.bfloat16)

"""A small random EditReward checkpoint on Qwen2.5-VL in the official layout: two bf16 shards, float32 heads."""

from pathlib import Path

from tokenizers import Tokenizer

from tiny_tensors import Shapes, head_shapes, layer_shapes, linear, write_json, write_shard
from tiny_tokenizer import token_ids, write_tokenizer

SEED = 3
"""Of a few seeds tried, one whose scores depend on the images in every case (see `sensitivity.py`)."""

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


def write_checkpoint(folder: Path) -> None:
    """Writes the tokenizer, the configs and `model-0000i-of-00002.safetensors` with their index."""
    tokenizer = write_tokenizer(folder)
    write_json(folder / "config.json", _config(tokenizer))
    write_json(folder / "preprocessor_config.json", PREPROCESSOR)
    write_json(folder / "editreward.json", PIXEL_BUDGET)
    # One row more than the tokenizer has tokens: EditReward adds the reward token.
    rows = tokenizer.get_vocab_size() + 1
    first = _vision_shapes() | {"model.language_model.embed_tokens.weight": (rows, TEXT["hidden_size"])}
    second = _text_shapes() | _head_shapes() | {"lm_head.weight": (rows, TEXT["hidden_size"])}
    weight_map: dict[str, str] = {}
    total_size = 0
    for number, shapes in enumerate((first, second), start=1):
        file_name = f"model-{number:05}-of-00002.safetensors"
        total_size += write_shard(folder / file_name, shapes, SEED)
        weight_map |= dict.fromkeys(shapes, file_name)
    index = {"metadata": {"total_size": total_size}, "weight_map": dict(sorted(weight_map.items()))}
    write_json(folder / "model.safetensors.index.json", index)


def _config(tokenizer: Tokenizer) -> dict:
    return {
        "architectures": ["Qwen2_5_VLForConditionalGeneration"],
        "model_type": "qwen2_5_vl",
        **token_ids(tokenizer),
        "tie_word_embeddings": False,
        "dtype": "bfloat16",
        "text_config": TEXT,
        "vision_config": VISION,
    }


def _vision_shapes() -> Shapes:
    hidden, inner, merged = VISION["hidden_size"], VISION["intermediate_size"], VISION["hidden_size"] * 4
    shapes: Shapes = {"model.visual.patch_embed.proj.weight": (hidden, 3, 2, 14, 14)}
    for index in range(VISION["depth"]):
        block = f"model.visual.blocks.{index}"
        shapes |= {f"{block}.norm1.weight": (hidden,), f"{block}.norm2.weight": (hidden,)}
        shapes |= linear(f"{block}.attn.qkv", 3 * hidden, hidden) | linear(f"{block}.attn.proj", hidden, hidden)
        shapes |= linear(f"{block}.mlp.gate_proj", inner, hidden) | linear(f"{block}.mlp.up_proj", inner, hidden)
        shapes |= linear(f"{block}.mlp.down_proj", hidden, inner)
    shapes |= {"model.visual.merger.ln_q.weight": (hidden,)}
    shapes |= linear("model.visual.merger.mlp.0", merged, merged)
    return shapes | linear("model.visual.merger.mlp.2", VISION["out_hidden_size"], merged)


def _text_shapes() -> Shapes:
    shapes: Shapes = {"model.language_model.norm.weight": (TEXT["hidden_size"],)}
    for index in range(TEXT["num_hidden_layers"]):
        shapes |= layer_shapes(f"model.language_model.layers.{index}", TEXT, bias=True)
    return shapes


def _head_shapes() -> Shapes:
    heads = [head_shapes(f"rm_heads.head_{index}", TEXT["hidden_size"]) for index in range(2)]
    return heads[0] | heads[1]

"""A small random HPSv3 checkpoint on Qwen2-VL in the official layout: a flat config, one file in the hub's spelling."""

from pathlib import Path

from tokenizers import Tokenizer

from tiny_tensors import Shapes, head_shapes, layer_norm, layer_shapes, linear, write_json, write_shard
from tiny_tokenizer import token_ids, write_tokenizer

SEED = 2
"""Of a few seeds tried, one whose scores depend on the image in every case (see `sensitivity.py`)."""

TEXT = {
    "hidden_size": 48,
    "intermediate_size": 112,
    "num_hidden_layers": 3,
    "num_attention_heads": 3,
    "num_key_value_heads": 1,
    # More than the embedding has rows, as in the official base config.
    "vocab_size": 512,
    "rms_norm_eps": 1e-5,
    "rope_theta": 500000.0,
    # M-RoPE is what the base model has; HPSv3 does not use it.
    "rope_scaling": {"type": "mrope", "mrope_section": [2, 3, 3]},
    "max_position_embeddings": 4096,
    "max_window_layers": 3,
    "sliding_window": 4096,
    "use_sliding_window": False,
    "hidden_act": "silu",
    "attention_dropout": 0.0,
}
VISION = {
    "depth": 3,
    "embed_dim": 64,
    # Of the MLP to `embed_dim`; `hidden_size` is the tower's output.
    "mlp_ratio": 3,
    "num_heads": 2,
    "in_chans": 3,
    "hidden_size": 48,
    "patch_size": 14,
    "spatial_merge_size": 2,
    "spatial_patch_size": 14,
    "temporal_patch_size": 2,
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
    "processor_class": "Qwen2VLProcessor",
}
PIXEL_BUDGET = {"minPixels": 50176, "maxPixels": 50176}
"""Images of about 224x224 instead of HPSv3's 448x448, so that tests are quick."""


def write_checkpoint(folder: Path) -> None:
    """Writes the tokenizer, the configs and `HPSv3.safetensors`."""
    tokenizer = write_tokenizer(folder, plain_added_tokens=(), template_file="chat_template.json")
    write_json(folder / "config.json", _config(tokenizer))
    write_json(folder / "preprocessor_config.json", PREPROCESSOR)
    write_json(folder / "editreward.json", PIXEL_BUDGET)
    # One row more than the tokenizer has tokens: HPSv3 adds the reward token.
    rows = tokenizer.get_vocab_size() + 1
    embeddings = {f"{name}.weight": (rows, TEXT["hidden_size"]) for name in ("model.embed_tokens", "lm_head")}
    shapes = _vision_shapes() | _text_shapes() | embeddings | head_shapes("rm_head", TEXT["hidden_size"])
    write_shard(folder / "HPSv3.safetensors", shapes, SEED)


def _config(tokenizer: Tokenizer) -> dict:
    return {
        "architectures": ["Qwen2VLForConditionalGeneration"],
        "model_type": "qwen2_vl",
        **token_ids(tokenizer),
        "tie_word_embeddings": False,
        "torch_dtype": "bfloat16",
        **TEXT,
        "vision_config": VISION,
    }


def _vision_shapes() -> Shapes:
    width, output = VISION["embed_dim"], VISION["hidden_size"]
    inner, merged = width * VISION["mlp_ratio"], width * 4
    shapes: Shapes = {"visual.patch_embed.proj.weight": (width, 3, 2, 14, 14)}
    for index in range(VISION["depth"]):
        block = f"visual.blocks.{index}"
        shapes |= layer_norm(f"{block}.norm1", width) | layer_norm(f"{block}.norm2", width)
        shapes |= linear(f"{block}.attn.qkv", 3 * width, width) | linear(f"{block}.attn.proj", width, width)
        shapes |= linear(f"{block}.mlp.fc1", inner, width) | linear(f"{block}.mlp.fc2", width, inner)
    shapes |= layer_norm("visual.merger.ln_q", width) | linear("visual.merger.mlp.0", merged, merged)
    return shapes | linear("visual.merger.mlp.2", output, merged)


def _text_shapes() -> Shapes:
    shapes: Shapes = {"model.norm.weight": (TEXT["hidden_size"],)}
    for index in range(TEXT["num_hidden_layers"]):
        shapes |= layer_shapes(f"model.layers.{index}", TEXT, bias=True)
    return shapes

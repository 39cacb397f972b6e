"""A small random EditReward checkpoint on Qwen3-VL in the official layout: nested config, one file, no lm_head."""

from pathlib import Path

from tokenizers import Tokenizer

from tiny_tensors import Shapes, head_shapes, layer_norm, layer_shapes, linear, write_json, write_shard
from tiny_tokenizer import QWEN3_ADDED_TOKENS, TURNS, token_ids, write_tokenizer

SEED = 10
"""Of a few seeds tried, one whose scores depend on the images in every case (see `sensitivity.py`)."""

TEXT = {
    "model_type": "qwen3_vl_text",
    "hidden_size": 48,
    "intermediate_size": 112,
    "num_hidden_layers": 4,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    # Four heads are wider than the hidden state.
    "head_dim": 32,
    # More than the embedding has rows, as in the official base config.
    "vocab_size": 512,
    "rms_norm_eps": 1e-5,
    "rope_theta": 500000,
    # Width has the last frequency that is not time's, and time those above it.
    "rope_scaling": {"mrope_interleaved": True, "mrope_section": [7, 4, 5], "rope_type": "default"},
    "max_position_embeddings": 4096,
    "attention_bias": False,
    "attention_dropout": 0.0,
    "hidden_act": "silu",
    "dtype": "bfloat16",
}
VISION = {
    "model_type": "qwen3_vl",
    "depth": 4,
    # The last block as well: its output goes to a DeepStack merger and to the merger.
    "deepstack_visual_indexes": [0, 1, 3],
    "hidden_size": 40,
    # Not a multiple of 32, like the 4304 of the real one.
    "intermediate_size": 76,
    "num_heads": 2,
    "in_channels": 3,
    # A table of 11 rows and columns: smaller than most of the images' grids, as that of 48 may be.
    "num_position_embeddings": 121,
    "out_hidden_size": 48,
    "patch_size": 16,
    "spatial_merge_size": 2,
    "temporal_patch_size": 2,
    "hidden_act": "gelu_pytorch_tanh",
}
PREPROCESSOR = {
    # Official: 65536 and 16777216.
    "size": {"shortest_edge": 40000, "longest_edge": 80000},
    "patch_size": 16,
    "temporal_patch_size": 2,
    "merge_size": 2,
    "image_mean": [0.5, 0.5, 0.5],
    "image_std": [0.5, 0.5, 0.5],
    "image_processor_type": "Qwen2VLImageProcessorFast",
    "processor_class": "Qwen3VLProcessor",
}


def write_checkpoint(folder: Path) -> None:
    """Writes the tokenizer, the configs and `model.safetensors`."""
    tokenizer = write_tokenizer(
        folder, chat_template=TURNS, plain_added_tokens=QWEN3_ADDED_TOKENS, template_file="chat_template.json"
    )
    write_json(folder / "config.json", _config(tokenizer))
    write_json(folder / "preprocessor_config.json", PREPROCESSOR)
    # One row more than the tokenizer has tokens: EditReward adds the reward token.
    embedding = (tokenizer.get_vocab_size() + 1, TEXT["hidden_size"])
    shapes = _vision_shapes() | {"model.language_model.embed_tokens.weight": embedding} | _text_shapes()
    for index in range(2):
        shapes |= head_shapes(f"rm_heads.head_{index}", TEXT["hidden_size"])
    write_shard(folder / "model.safetensors", shapes, SEED)


def _config(tokenizer: Tokenizer) -> dict:
    return {
        "architectures": ["Qwen3VLForConditionalGeneration"],
        "model_type": "qwen3_vl",
        **token_ids(tokenizer),
        # The official wrapper reads it, and Qwen3-VL's config has none: people add it for the wrapper to run.
        "hidden_size": TEXT["hidden_size"],
        "tie_word_embeddings": False,
        "text_config": TEXT,
        "vision_config": VISION,
    }


def _vision_shapes() -> Shapes:
    hidden, inner, merged = VISION["hidden_size"], VISION["intermediate_size"], VISION["hidden_size"] * 4
    shapes: Shapes = {"model.visual.patch_embed.proj.weight": (hidden, 3, 2, 16, 16)}
    shapes |= {"model.visual.patch_embed.proj.bias": (hidden,)}
    shapes |= {"model.visual.pos_embed.weight": (VISION["num_position_embeddings"], hidden)}
    for index in range(VISION["depth"]):
        block = f"model.visual.blocks.{index}"
        shapes |= layer_norm(f"{block}.norm1", hidden) | layer_norm(f"{block}.norm2", hidden)
        shapes |= linear(f"{block}.attn.qkv", 3 * hidden, hidden) | linear(f"{block}.attn.proj", hidden, hidden)
        shapes |= linear(f"{block}.mlp.linear_fc1", inner, hidden) | linear(f"{block}.mlp.linear_fc2", hidden, inner)
    shapes |= _merger_shapes("model.visual.merger", hidden, merged)
    for index in range(len(VISION["deepstack_visual_indexes"])):
        shapes |= _merger_shapes(f"model.visual.deepstack_merger_list.{index}", merged, merged)
    return shapes


def _merger_shapes(merger: str, norm: int, merged: int) -> Shapes:
    """A DeepStack merger's norm is over the four patches together, the last merger's over each."""
    shapes = layer_norm(f"{merger}.norm", norm) | linear(f"{merger}.linear_fc1", merged, merged)
    return shapes | linear(f"{merger}.linear_fc2", VISION["out_hidden_size"], merged)


def _text_shapes() -> Shapes:
    shapes: Shapes = {"model.language_model.norm.weight": (TEXT["hidden_size"],)}
    for index in range(TEXT["num_hidden_layers"]):
        layer = f"model.language_model.layers.{index}"
        shapes |= layer_shapes(layer, TEXT, bias=False)
        shapes |= {f"{layer}.self_attn.{norm}.weight": (TEXT["head_dim"],) for norm in ("q_norm", "k_norm")}
    return shapes

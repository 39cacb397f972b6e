"""Nano's sizes, written into the checkpoint's config.json in the official fields."""

from dataclasses import dataclass

from nano.world import SIDE

HEAD_SIZES = (1024, 16, 2)
"""The widths of a reward head's three layers: a fact of the format."""

VISION_EPS = 1e-6
"""Qwen2.5-VL fixes it in code."""

PATCH = 14
MERGE = 2
WINDOW = 112
PIXEL_BUDGET = SIDE * SIDE

LIMITS = "EditReward-Nano has only seen drawn shapes on plain backgrounds: its scores of photographs mean nothing."
"""What Nano cannot judge, in one sentence for its users."""


@dataclass(frozen=True)
class VisionSizes:
    depth: int
    hidden: int
    heads: int
    mlp: int
    full_attention: tuple[int, ...]
    """Blocks that see the whole picture; the others see windows of WINDOW pixels."""

    rope_theta: float = 10000.0


@dataclass(frozen=True)
class TextSizes:
    layers: int
    hidden: int
    heads: int
    key_value_heads: int
    mlp: int
    # Lower than Qwen2's million: sequences have 200 tokens, and positions must be told apart sharply.
    rope_theta: float = 1000.0
    eps: float = 1e-6

    @property
    def head_dim(self) -> int:
        return self.hidden // self.heads


@dataclass(frozen=True)
class NanoSizes:
    vision: VisionSizes
    text: TextSizes


SIZES = {
    "small": NanoSizes(VisionSizes(3, 64, 2, 192, (2,)), TextSizes(4, 128, 4, 2, 384)),
    "large": NanoSizes(VisionSizes(4, 96, 3, 256, (1, 3)), TextSizes(6, 192, 6, 2, 352)),
}
"""`small` for hours on a CPU, `large` for a GPU; both fit the bundled package at 8 bits."""


def official_config(sizes: NanoSizes, token_ids: dict[str, int], rows: int) -> dict:
    """config.json; `token_ids` by token text, `rows` of the embedding."""
    vision, text = sizes.vision, sizes.text
    half = text.head_dim // 2
    return {
        "architectures": ["Qwen2_5_VLForConditionalGeneration"],
        "model_type": "qwen2_5_vl",
        "image_token_id": token_ids["<|image_pad|>"],
        "video_token_id": token_ids["<|video_pad|>"],
        "vision_start_token_id": token_ids["<|vision_start|>"],
        "vision_end_token_id": token_ids["<|vision_end|>"],
        "eos_token_id": token_ids["<|im_end|>"],
        "bos_token_id": token_ids["<|endoftext|>"],
        "tie_word_embeddings": False,
        "dtype": "float32",
        "text_config": {
            "model_type": "qwen2_5_vl_text",
            "hidden_size": text.hidden,
            "intermediate_size": text.mlp,
            "num_hidden_layers": text.layers,
            "num_attention_heads": text.heads,
            "num_key_value_heads": text.key_value_heads,
            "vocab_size": rows,
            "rms_norm_eps": text.eps,
            "rope_theta": text.rope_theta,
            # All three axes carry the same positions, so the sections only have to add up.
            "rope_scaling": {"type": "mrope", "mrope_section": [half // 4, half * 3 // 8, half * 3 // 8]},
            "max_position_embeddings": 4096,
            "use_sliding_window": False,
            "hidden_act": "silu",
        },
        "vision_config": {
            "model_type": "qwen2_5_vl",
            "in_channels": 3,
            "depth": vision.depth,
            "hidden_size": vision.hidden,
            "intermediate_size": vision.mlp,
            "num_heads": vision.heads,
            "out_hidden_size": text.hidden,
            "fullatt_block_indexes": list(vision.full_attention),
            "window_size": WINDOW,
            "patch_size": PATCH,
            "spatial_patch_size": PATCH,
            "spatial_merge_size": MERGE,
            "temporal_patch_size": 2,
            "hidden_act": "silu",
            "tokens_per_second": 2,
        },
    }

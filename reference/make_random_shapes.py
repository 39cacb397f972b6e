"""Sizes of base models, and the tensors that an EditReward checkpoint of given sizes holds."""

Shapes = dict[str, tuple[int, ...]]

HEAD_SIZES = (1024, 16, 2)

QWEN_TOKENS = 151666
"""Qwen's tokenizer and the reward token; `vocab_size` names more."""

SHAPES: dict[str, dict] = {
    "qwen2.5-vl-7b": {
        "model_type": "qwen2_5_vl",
        "hidden_size": 3584,
        "intermediate_size": 18944,
        "num_hidden_layers": 28,
        "num_attention_heads": 28,
        "num_key_value_heads": 4,
        "vocab_size": 152064,
        "rms_norm_eps": 1e-6,
        "rope_theta": 1000000.0,
        "rope_scaling": {"type": "mrope", "mrope_section": [16, 24, 24]},
        "vision_config": {"hidden_size": 1280, "out_hidden_size": 3584},
        "embedding_rows": QWEN_TOKENS,
    },
    "mimo-vl-7b": {
        "model_type": "qwen2_5_vl",
        "hidden_size": 4096,
        "intermediate_size": 11008,
        "num_hidden_layers": 36,
        "num_attention_heads": 32,
        "num_key_value_heads": 8,
        "vocab_size": 151680,
        "rms_norm_eps": 1e-5,
        "rope_theta": 640000.0,
        "rope_scaling": {"type": "mrope", "mrope_section": [16, 24, 24]},
        "vision_config": {"hidden_size": 1280, "out_hidden_size": 4096},
        "embedding_rows": QWEN_TOKENS,
    },
    # 290 MB; the vision tower is to the decoder as in the 7B.
    "mid": {
        "model_type": "qwen2_5_vl",
        "hidden_size": 896,
        "intermediate_size": 4736,
        "num_hidden_layers": 8,
        "num_attention_heads": 7,
        "num_key_value_heads": 1,
        "vocab_size": 8192,
        "rms_norm_eps": 1e-6,
        "rope_theta": 1000000.0,
        "rope_scaling": {"type": "mrope", "mrope_section": [16, 24, 24]},
        "vision_config": {
            "depth": 6,
            "hidden_size": 384,
            "intermediate_size": 1026,
            "num_heads": 6,
            "fullatt_block_indexes": [2, 5],
            "out_hidden_size": 896,
        },
    },
}

VISION_DEFAULTS = {
    "depth": 32,
    "hidden_size": 1280,
    "intermediate_size": 3420,
    "num_heads": 16,
    "patch_size": 14,
    "temporal_patch_size": 2,
    "spatial_merge_size": 2,
    "window_size": 112,
    "fullatt_block_indexes": [7, 15, 23, 31],
    "in_channels": 3,
}


def full_config(config: dict) -> dict:
    """`config` with text sizes under `text_config` and a whole `vision_config`, as new transformers writes it."""
    text = config.get("text_config", {key: value for key, value in config.items() if key != "vision_config"})
    vision = VISION_DEFAULTS | {"out_hidden_size": text["hidden_size"]} | config.get("vision_config", {})
    return {"model_type": config["model_type"], "text_config": text, "vision_config": vision}


def official_shapes(config: dict, embedding_rows: int) -> Shapes:
    """Every tensor of a checkpoint, by its name in the file, in the order in which the model uses them."""
    text, vision = config["text_config"], config["vision_config"]
    language = "model.language_model"
    shapes: Shapes = _vision_shapes(vision) | {f"{language}.embed_tokens.weight": (embedding_rows, text["hidden_size"])}
    for index in range(text["num_hidden_layers"]):
        shapes |= _layer_shapes(f"{language}.layers.{index}", text)
    shapes |= {f"{language}.norm.weight": (text["hidden_size"],)}
    shapes |= {"lm_head.weight": (embedding_rows, text["hidden_size"])}
    return shapes | _head_shapes(text["hidden_size"])


def _linear(name: str, rows: int, columns: int, bias: bool = True) -> Shapes:
    weight = {f"{name}.weight": (rows, columns)}
    return weight | {f"{name}.bias": (rows,)} if bias else weight


def _vision_shapes(vision: dict) -> Shapes:
    hidden, inner, patch = vision["hidden_size"], vision["intermediate_size"], vision["patch_size"]
    merged = hidden * vision["spatial_merge_size"] ** 2
    kernel = (vision["in_channels"], vision["temporal_patch_size"], patch, patch)
    shapes: Shapes = {"model.visual.patch_embed.proj.weight": (hidden, *kernel)}
    for index in range(vision["depth"]):
        block = f"model.visual.blocks.{index}"
        shapes |= {f"{block}.norm1.weight": (hidden,), f"{block}.norm2.weight": (hidden,)}
        shapes |= _linear(f"{block}.attn.qkv", 3 * hidden, hidden) | _linear(f"{block}.attn.proj", hidden, hidden)
        shapes |= _linear(f"{block}.mlp.gate_proj", inner, hidden) | _linear(f"{block}.mlp.up_proj", inner, hidden)
        shapes |= _linear(f"{block}.mlp.down_proj", hidden, inner)
    shapes |= {"model.visual.merger.ln_q.weight": (hidden,)} | _linear("model.visual.merger.mlp.0", merged, merged)
    return shapes | _linear("model.visual.merger.mlp.2", vision["out_hidden_size"], merged)


def _layer_shapes(layer: str, text: dict) -> Shapes:
    hidden, inner, heads = text["hidden_size"], text["intermediate_size"], text["num_attention_heads"]
    head_dim = text.get("head_dim") or hidden // heads
    query, key_value = heads * head_dim, text["num_key_value_heads"] * head_dim
    bias = text.get("attention_bias", True)
    return (
        {f"{layer}.{norm}_layernorm.weight": (hidden,) for norm in ("input", "post_attention")}
        | _linear(f"{layer}.self_attn.q_proj", query, hidden, bias)
        | _linear(f"{layer}.self_attn.k_proj", key_value, hidden, bias)
        | _linear(f"{layer}.self_attn.v_proj", key_value, hidden, bias)
        | _linear(f"{layer}.self_attn.o_proj", hidden, query, bias=False)
        | _linear(f"{layer}.mlp.gate_proj", inner, hidden, bias=False)
        | _linear(f"{layer}.mlp.up_proj", inner, hidden, bias=False)
        | _linear(f"{layer}.mlp.down_proj", hidden, inner, bias=False)
    )


def _head_shapes(hidden: int) -> Shapes:
    wide, narrow, outputs = HEAD_SIZES
    shapes: Shapes = {}
    for head in ("rm_heads.head_0", "rm_heads.head_1"):
        shapes |= _linear(f"{head}.0", wide, hidden)
        shapes |= _linear(f"{head}.3", narrow, wide) | _linear(f"{head}.5", outputs, narrow)
    return shapes

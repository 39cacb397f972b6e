"""Writes a trained Nano as an official checkpoint: what the converter and the scoring code read."""

import json
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor

from nano.config import LIMITS, MERGE, PATCH, PIXEL_BUDGET, NanoSizes, official_config
from nano.model import NORMALISATION, NanoModel
from nano.tokenizer import PROMPTS, write_nano_tokenizer

FRAMES = 2
PROJECTION = "visual.patch_embed.proj.weight"


def export_checkpoint(model: NanoModel, sizes: NanoSizes, folder: Path) -> None:
    """model.safetensors in float32, the configs, the tokenizer's files and prompts.json, into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = write_nano_tokenizer(folder).tokenizer
    state = official_state(model)
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    rows = state["model.language_model.embed_tokens.weight"].shape[0]
    mean, sd = NORMALISATION
    files = {
        "config.json": official_config(sizes, tokenizer.get_vocab(with_added_tokens=True), rows),
        "preprocessor_config.json": {
            "min_pixels": PIXEL_BUDGET,
            "max_pixels": PIXEL_BUDGET,
            "patch_size": PATCH,
            "temporal_patch_size": FRAMES,
            "merge_size": MERGE,
            "image_mean": mean,
            "image_std": sd,
            "image_processor_type": "Qwen2VLImageProcessor",
            "processor_class": "Qwen2_5_VLProcessor",
        },
        "editreward.json": {"minPixels": PIXEL_BUDGET, "maxPixels": PIXEL_BUDGET, "limits": LIMITS},
        "prompts.json": PROMPTS,
    }
    for name, value in files.items():
        (folder / name).write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")


def official_state(model: NanoModel) -> dict[str, Tensor]:
    """The model's tensors under their official names, float32 on the CPU."""
    state = {}
    for name, tensor in model.state_dict().items():
        official = name if name.startswith("rm_heads.") else f"model.{name}"
        state[official] = tensor.detach().float().cpu().contiguous()
    # Each of the two equal frames carries half of the weight; halves are exact.
    folded = state[f"model.{PROJECTION}"].unflatten(1, (3, 1, PATCH, PATCH))
    state[f"model.{PROJECTION}"] = (folded / FRAMES).repeat(1, 1, FRAMES, 1, 1)
    return state

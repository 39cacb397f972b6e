"""Reads an EditReward checkpoint into transformers' Qwen2.5-VL modules, in float32."""

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from transformers.models.qwen2_5_vl.configuration_qwen2_5_vl import Qwen2_5_VLConfig
from transformers.models.qwen2_5_vl.modeling_qwen2_5_vl import (
    Qwen2_5_VisionTransformerPretrainedModel,
    Qwen2_5_VLTextModel,
)
from transformers.utils import logging

from image_input import OFFICIAL_PIXELS, ImageConfig

State = dict[str, torch.Tensor]

SPELLINGS = (("model.visual.", "model.language_model."), ("visual.", "model."))
"""Prefixes of the vision tower and the language model: newer transformers first, then the hub's."""


@dataclass(frozen=True)
class RewardModel:
    vision: Qwen2_5_VisionTransformerPretrainedModel
    text: Qwen2_5_VLTextModel
    heads: tuple[torch.nn.Sequential, ...]
    image_config: ImageConfig
    image_token_id: int


def read_state(folder: Path) -> State:
    """All tensors of `model.safetensors`, or of the shards its index names, as float32."""
    index = folder / "model.safetensors.index.json"
    names = set(json.loads(index.read_text())["weight_map"].values()) if index.exists() else {"model.safetensors"}
    state: State = {}
    for name in sorted(names):
        state |= load_file(folder / name)
    return {name: tensor.float() for name, tensor in state.items()}


def read_image_config(folder: Path) -> ImageConfig:
    """From preprocessor_config.json; the pixel budget is EditReward's unless `editreward.json` names another."""
    official = json.loads((folder / "preprocessor_config.json").read_text())
    override = folder / "editreward.json"
    budget = json.loads(override.read_text()) if override.exists() else {}
    return ImageConfig(
        patch_size=official["patch_size"],
        merge_size=official["merge_size"],
        temporal_patch_size=official["temporal_patch_size"],
        mean=tuple(official["image_mean"]),
        std=tuple(official["image_std"]),
        min_pixels=budget.get("minPixels", OFFICIAL_PIXELS),
        max_pixels=budget.get("maxPixels", OFFICIAL_PIXELS),
    )


def load_reward_model(folder: Path, dtype: torch.dtype = torch.float32) -> RewardModel:
    """Builds the model of a checkpoint folder and checks that every tensor but `lm_head` is used."""
    # It warns that the default text token ids lie outside a small vocabulary; nothing here uses them.
    logging.set_verbosity_error()
    config = Qwen2_5_VLConfig.from_dict(json.loads((folder / "config.json").read_text()))
    state = read_state(folder)
    vision_prefix, text_prefix = _spelling(state)
    embedding = state[f"{text_prefix}embed_tokens.weight"]
    # The checkpoint has a row per token of the tokenizer, whatever vocab_size the base config names.
    config.text_config.vocab_size = embedding.shape[0]
    for part in (config.vision_config, config.text_config):
        part._attn_implementation = "eager"
    vision = Qwen2_5_VisionTransformerPretrainedModel._from_config(config.vision_config, dtype=torch.float32)
    text = Qwen2_5_VLTextModel._from_config(config.text_config, dtype=torch.float32)
    vision.load_state_dict(_take(state, vision_prefix))
    text.load_state_dict(_take(state, text_prefix))
    heads = tuple(_head(_take(state, f"rm_heads.head_{index}.")) for index in range(2))
    left = set(state) - {"lm_head.weight"}
    if left:
        raise ValueError(f"{folder}: unused tensors {sorted(left)[:5]}")
    modules = [module.to(dtype).eval() for module in (vision, text, *heads)]
    return RewardModel(modules[0], modules[1], tuple(modules[2:]), read_image_config(folder), config.image_token_id)


def _spelling(state: State) -> tuple[str, str]:
    for vision_prefix, text_prefix in SPELLINGS:
        if f"{text_prefix}embed_tokens.weight" in state:
            return vision_prefix, text_prefix
    raise ValueError("no embed_tokens.weight in a known spelling")


def _take(state: State, prefix: str) -> State:
    """Moves the tensors under `prefix` out of `state`."""
    return {name.removeprefix(prefix): state.pop(name) for name in list(state) if name.startswith(prefix)}


def _head(state: State) -> torch.nn.Sequential:
    """Linear, ReLU, dropout (off), Linear, ReLU, Linear at 0, 3 and 5: the layout of the official head."""
    layers = torch.nn.Sequential(
        _linear(state, 0),
        torch.nn.ReLU(),
        torch.nn.Identity(),
        _linear(state, 3),
        torch.nn.ReLU(),
        _linear(state, 5),
    )
    layers.load_state_dict(state)
    return layers


def _linear(state: State, index: int) -> torch.nn.Linear:
    columns, rows = reversed(state[f"{index}.weight"].shape)
    return torch.nn.Linear(columns, rows)

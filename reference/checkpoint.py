"""Reads a reward model's checkpoint into transformers' modules of its base model, in float32."""

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from transformers import PreTrainedConfig, PreTrainedModel
from transformers.utils import logging

from families import FAMILIES, Family
from image_input import ImageConfig

State = dict[str, torch.Tensor]

SPELLINGS = (("model.visual.", "model.language_model."), ("visual.", "model."))
"""Prefixes of the vision tower and the language model: newer transformers first, then the hub's."""

SINGLE_FILES = ("model.safetensors", "HPSv3.safetensors")
"""What a checkpoint is called that is one file."""


@dataclass(frozen=True)
class RewardModel:
    """`base` holds the vision tower and the language model; `heads` go with the family's prompts."""

    family: Family
    base: PreTrainedModel
    heads: tuple[torch.nn.Sequential, ...]
    image_config: ImageConfig
    image_token_id: int

    @property
    def vision(self) -> PreTrainedModel:
        return self.base.visual

    @property
    def text(self) -> PreTrainedModel:
        return self.base.language_model


def read_state(folder: Path) -> State:
    """All tensors of the checkpoint's one file, or of the shards its index names, as float32."""
    index = folder / "model.safetensors.index.json"
    single = {name for name in SINGLE_FILES if (folder / name).exists()}
    names = set(json.loads(index.read_text())["weight_map"].values()) if index.exists() else single
    state: State = {}
    for name in sorted(names):
        state |= load_file(folder / name)
    return {name: tensor.float() for name, tensor in state.items()}


def read_image_config(folder: Path, family: Family) -> ImageConfig:
    """From preprocessor_config.json; the area's limits are the wrapper's own if it has any, or `editreward.json`'s."""
    official = json.loads((folder / "preprocessor_config.json").read_text())
    override = folder / "editreward.json"
    budget = json.loads(override.read_text()) if override.exists() else {}
    size = official.get("size", {})
    return ImageConfig(
        patch_size=official["patch_size"],
        merge_size=official["merge_size"],
        temporal_patch_size=official["temporal_patch_size"],
        mean=tuple(official["image_mean"]),
        std=tuple(official["image_std"]),
        min_pixels=budget.get("minPixels") or family.official_pixels or size["shortest_edge"],
        max_pixels=budget.get("maxPixels") or family.official_pixels or size["longest_edge"],
    )


def load_reward_model(folder: Path, dtype: torch.dtype = torch.float32) -> RewardModel:
    """Builds the model of a checkpoint folder and checks that every tensor but `lm_head` is used."""
    # It warns that the default text token ids lie outside a small vocabulary; nothing here uses them.
    logging.set_verbosity_error()
    values = json.loads((folder / "config.json").read_text())
    family = FAMILIES[values["model_type"]]
    state = read_state(folder)
    base, config = _load_base(family, values, state)
    heads = tuple(_head(_take(state, prefix)) for prefix in family.heads)
    left = set(state) - {"lm_head.weight"}
    if left:
        raise ValueError(f"{folder}: unused tensors {sorted(left)[:5]}")
    for module in (base, *heads):
        module.to(dtype).eval()
    return RewardModel(family, base, heads, read_image_config(folder, family), config.image_token_id)


def _load_base(family: Family, values: dict, state: State) -> tuple[PreTrainedModel, PreTrainedConfig]:
    """The base model with its tensors, which are taken out of `state`."""
    vision_prefix, text_prefix = _spelling(state)
    config = family.config.from_dict(values)
    # The checkpoint has a row per token of the tokenizer, whatever vocab_size the base config names.
    config.text_config.vocab_size = state[f"{text_prefix}embed_tokens.weight"].shape[0]
    for part in (config, config.vision_config, config.text_config):
        part._attn_implementation = "eager"
    base = family.base._from_config(config, dtype=torch.float32)
    base.visual.load_state_dict(_take(state, vision_prefix))
    base.language_model.load_state_dict(_take(state, text_prefix))
    return base, config


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

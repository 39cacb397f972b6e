"""The reward models: what each is shown and asked, and how its official wrapper feeds its base model."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from transformers import PreTrainedConfig, PreTrainedModel
from transformers.models.qwen2_5_vl.configuration_qwen2_5_vl import Qwen2_5_VLConfig
from transformers.models.qwen2_5_vl.modeling_qwen2_5_vl import Qwen2_5_VLModel
from transformers.models.qwen2_vl.configuration_qwen2_vl import Qwen2VLConfig
from transformers.models.qwen2_vl.modeling_qwen2_vl import Qwen2VLModel
from transformers.models.qwen3_vl.configuration_qwen3_vl import Qwen3VLConfig
from transformers.models.qwen3_vl.modeling_qwen3_vl import Qwen3VLModel

from cases import Case, EditCase, PictureCase
from image_input import OFFICIAL_PIXELS, ImageConfig, read_rgb, resize
from native_image_input import read_upright, resize_natively
from prompt_input import DIMENSIONS

EDIT_HEADS = ("rm_heads.head_0.", "rm_heads.head_1.")


@dataclass(frozen=True)
class Family:
    """`prompts` (keys of prompts.json) and `heads` (prefixes of tensors) go together: each head has its own run."""

    config: type[PreTrainedConfig]
    base: type[PreTrainedModel]
    case: type[Case]
    prompts: tuple[str, ...]
    heads: tuple[str, ...]
    read: Callable[[Path], Image.Image]
    resize: Callable[[Image.Image, ImageConfig], Image.Image]
    official_pixels: int | None
    """Both limits of an image's area, whatever the preprocessor's config says; None: that config's own limits hold."""
    embeds_images: bool
    """
    The wrapper puts the images' embeddings among the tokens' itself and hands on nothing else: the model counts plain
    positions. Otherwise it hands on ids, pixels and grids, and the model makes image positions and DeepStack of them.
    """


EDIT_REWARD = Family(
    config=Qwen2_5_VLConfig,
    base=Qwen2_5_VLModel,
    case=EditCase,
    prompts=DIMENSIONS,
    heads=EDIT_HEADS,
    read=read_rgb,
    resize=resize,
    official_pixels=OFFICIAL_PIXELS,
    embeds_images=True,
)
"""TIGER-AI-Lab/EditReward at edb027e, on Qwen2.5-VL."""

HPSV3 = Family(
    config=Qwen2VLConfig,
    base=Qwen2VLModel,
    case=PictureCase,
    prompts=("instruction",),
    heads=("rm_head.",),
    read=read_rgb,
    resize=resize,
    official_pixels=OFFICIAL_PIXELS,
    embeds_images=True,
)
"""MizzenAI/HPSv3, on Qwen2-VL."""

EDIT_REWARD_QWEN3 = Family(
    config=Qwen3VLConfig,
    base=Qwen3VLModel,
    case=EditCase,
    prompts=DIMENSIONS,
    heads=EDIT_HEADS,
    read=read_upright,
    resize=resize_natively,
    official_pixels=None,
    embeds_images=False,
)
"""TIGER-AI-Lab/EditReward at edb027e, on Qwen3-VL."""

FAMILIES = {"qwen2_5_vl": EDIT_REWARD, "qwen2_vl": HPSV3, "qwen3_vl": EDIT_REWARD_QWEN3}
"""By the `model_type` of config.json: each has a base model of its own."""

"""Images as EditReward on Qwen3-VL feeds them: upright, about their own size, torch's bicubic."""

from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageOps
from torch.nn.functional import interpolate

from image_input import ImageConfig, keep_to_area, refuse_long


def read_upright(path: Path) -> Image.Image:
    """Decodes to 8-bit RGB as `transformers.image_utils.load_image` does: turned as EXIF asks, then alpha dropped."""
    with Image.open(path) as image:
        return ImageOps.exif_transpose(image).convert("RGB")


def native_size(width: int, height: int, config: ImageConfig) -> tuple[int, int]:
    """
    `smart_resize` of transformers' Qwen2VLImageProcessorFast. Unlike the one of `image_input`, a side may round to 0:
    the area is then below the limit, and the picture grows.
    """
    refuse_long(width, height)
    return keep_to_area(width, height, [round(side / config.factor) for side in (width, height)], config)


def resize_natively(image: Image.Image, config: ImageConfig) -> Image.Image:
    """
    Bicubic on 8 bits: what torchvision's resize calls for a uint8 tensor on a processor with AVX2. On others it goes by
    way of float32, and a byte may differ by 1.
    """
    width, height = native_size(*image.size, config)
    pixels = torch.from_numpy(np.array(image)).permute(2, 0, 1)[None]
    resized = interpolate(pixels, size=(height, width), mode="bicubic", align_corners=False, antialias=True)
    return Image.fromarray(resized[0].permute(1, 2, 0).contiguous().numpy())

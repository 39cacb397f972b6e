"""Images as EditReward and HPSv3 feed them to the vision tower: smart resize, Pillow's bicubic, patches."""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

OFFICIAL_PIXELS = 200704
"""Both fix min_pixels = max_pixels to this, whatever preprocessor_config.json says."""

MAX_ASPECT = 200


@dataclass(frozen=True)
class ImageConfig:
    """What preprocessing needs to know. `mean` and `std` are per RGB channel, on the 0..1 scale."""

    patch_size: int
    merge_size: int
    temporal_patch_size: int
    mean: tuple[float, ...]
    std: tuple[float, ...]
    min_pixels: int = OFFICIAL_PIXELS
    max_pixels: int = OFFICIAL_PIXELS

    @property
    def factor(self) -> int:
        """Both sides of a resized image are multiples of this."""
        return self.patch_size * self.merge_size


def smart_resize(width: int, height: int, config: ImageConfig) -> tuple[int, int]:
    """Returns the size to resize to: multiples of the factor whose area keeps to the pixel budget."""
    refuse_long(width, height)
    blocks = [max(1, round(side / config.factor)) for side in (width, height)]
    resized = keep_to_area(width, height, blocks, config)
    # The processor looks at what it is handed once more. It finds nothing to resize, but may find it too long.
    refuse_long(*resized)
    return resized


def refuse_long(width: int, height: int) -> None:
    if max(width, height) > MAX_ASPECT * min(width, height):
        raise ValueError(f"{width}x{height}: the aspect ratio is above {MAX_ASPECT}")


def keep_to_area(width: int, height: int, blocks: list[int], config: ImageConfig) -> tuple[int, int]:
    """The size of so many blocks of the factor, or one of about the same shape whose area is within the limits."""
    sides = [count * config.factor for count in blocks]
    if math.prod(sides) > config.max_pixels:
        shrink = math.sqrt(width * height / config.max_pixels)
        sides = [
            max(config.factor, math.floor(side / shrink / config.factor) * config.factor)
            for side in (width, height)
        ]
    elif math.prod(sides) < config.min_pixels:
        grow = math.sqrt(config.min_pixels / (width * height))
        sides = [math.ceil(side * grow / config.factor) * config.factor for side in (width, height)]
    return sides[0], sides[1]


def read_rgb(path: Path) -> Image.Image:
    """Decodes to 8-bit RGB: alpha dropped, palette and grey expanded, EXIF orientation not applied."""
    with Image.open(path) as image:
        return image.convert("RGB")


def resize(image: Image.Image, config: ImageConfig) -> Image.Image:
    """Pillow's bicubic to the smart size."""
    return image.resize(smart_resize(*image.size, config), Image.Resampling.BICUBIC)


def to_patches(image: Image.Image, config: ImageConfig) -> tuple[np.ndarray, tuple[int, int, int]]:
    """
    Returns `pixel_values` [grid_h*grid_w, 3*frames*patch*patch] float32 and its grid (1, grid_h, grid_w).

    Rows go block by block (merge_size x merge_size patches, row-major inside the block); columns go channel, frame,
    row, column. The image stands for `temporal_patch_size` identical frames.
    """
    patch, merge, frames = config.patch_size, config.merge_size, config.temporal_patch_size
    values = np.asarray(image, dtype=np.float32) / np.float32(255)
    values = (values - np.float32(config.mean)) / np.float32(config.std)
    grid_h, grid_w = values.shape[0] // patch, values.shape[1] // patch
    tiles = values.reshape(grid_h // merge, merge, patch, grid_w // merge, merge, patch, 3)
    rows = tiles.transpose(0, 3, 1, 4, 6, 2, 5).reshape(grid_h * grid_w, 3, 1, patch, patch)
    return np.repeat(rows, frames, axis=2).reshape(grid_h * grid_w, -1), (1, grid_h, grid_w)

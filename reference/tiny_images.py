"""Small drawn pictures, one for each way a file can hold pixels. All arithmetic is on integers: no platform differs."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from PIL import ExifTags, Image, ImageDraw

Colour = tuple[int, int, int]


def write_images(folder: Path, names: Iterable[str]) -> None:
    """Those of the pictures that are named."""
    pictures = draw_pictures()
    for name in names:
        image, options = pictures[name]
        image.save(folder / name, **options)


def draw_pictures() -> dict[str, tuple[Image.Image, dict]]:
    """
    By file name, with how to save them: every mode the decoder must expand, sizes above and below the limits of the
    area, turned ones, a very small, a very wide and a very long one.
    """
    house = draw_house((320, 240))
    purple = draw_house((320, 240), roof=(130, 60, 150))
    palette = house.quantize(24, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    # Stored lying on their side: upright they are portraits. Browsers turn PNG as well, whatever they are asked.
    lying, yellow = (draw_house((260, 180), sky=sky) for sky in ((120, 180, 240), (240, 220, 110)))
    return {
        "house.png": (house, {}),
        # The same pixels: scores must be the same to the last bit.
        "house_again.webp": (house, {"lossless": True}),
        "house_blue_roof.png": (draw_house((320, 240), roof=(40, 70, 200)), {}),
        # 238 / 28 = 8.5: Python rounds to 8, which meets the pixel budget exactly; with 9 the other side would shrink.
        "house_no_sun.webp": (draw_house((238, 210), sun=False), {"lossless": True}),
        # 4:4:4, so that decoders differ only in their inverse transform.
        "house_dusk.jpg": (draw_house((300, 220), sky=(230, 120, 90)), {"quality": 92, "subsampling": 0}),
        "house_alpha.png": (_with_alpha(purple), {}),
        "house_palette.png": (palette, {}),
        "house_gray.png": (draw_house((150, 200)).convert("L"), {}),
        "banner.png": (draw_house((431, 61), roof=(20, 140, 60)), {}),
        "tower.png": (draw_house((150, 420), roof=(90, 90, 100)), {}),
        "stamp.png": (draw_house((20, 15)), {}),
        # 12 / 32 rounds to 0, which Qwen3-VL's rule allows and then grows, and Qwen2-VL's does not.
        "ribbon.png": (draw_house((1000, 12)), {}),
        "house_turned.jpg": (lying, {"quality": 92, "subsampling": 0, "exif": _turned(6)}),
        "house_turned.png": (yellow, {"exif": _turned(8)}),
    }


def _turned(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    return exif


def draw_house(
    size: tuple[int, int], *, roof: Colour = (190, 50, 40), sky: Colour = (120, 180, 240), sun: bool = True
) -> Image.Image:
    """A house under a sky. The same scene at any size; the options are what an edit may change."""
    image = _background(size, sky)
    draw = ImageDraw.Draw(image)

    def at(x: int, y: int) -> tuple[int, int]:
        """Thousandths of the size to pixels."""
        return x * size[0] // 1000, y * size[1] // 1000

    draw.rectangle([at(0, 700), at(1000, 1000)], fill=(90, 160, 70))
    draw.rectangle([at(300, 450), at(700, 820)], fill=(235, 220, 190))
    draw.polygon([at(250, 450), at(750, 450), at(500, 200)], fill=roof)
    draw.rectangle([at(460, 620), at(560, 820)], fill=(110, 70, 40))
    draw.rectangle([at(340, 520), at(430, 620)], fill=(60, 90, 130))
    draw.rectangle([at(850, 500), at(880, 780)], fill=(100, 60, 30))
    draw.ellipse([at(780, 300), at(950, 580)], fill=(30, 110, 50))
    if sun:
        draw.ellipse([at(80, 60), at(210, 240)], fill=(250, 220, 80))
    return image


def _background(size: tuple[int, int], sky: Colour) -> Image.Image:
    """The sky, lighter towards the horizon, with a fine diagonal pattern that resizing must filter."""
    width, height = size
    y, x = np.mgrid[0:height, 0:width]
    shade = y * 60 // height + ((3 * x + 5 * y) % 16) * 2 - 15
    pixels = np.clip(np.array(sky)[None, None] + shade[..., None], 0, 255)
    return Image.fromarray(pixels.astype(np.uint8))


def _with_alpha(image: Image.Image) -> Image.Image:
    """Alpha from 0 to 255 over colours that stay: a decoder that blends or premultiplies shows."""
    width, height = image.size
    ramp = np.arange(width) * 255 // (width - 1)
    image = image.copy()
    image.putalpha(Image.fromarray(np.tile(ramp.astype(np.uint8), (height, 1))))
    return image

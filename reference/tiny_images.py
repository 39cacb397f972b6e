"""Small drawn pictures, one for each way a file can hold pixels. All arithmetic is on integers: no platform differs."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

Colour = tuple[int, int, int]


def write_images(folder: Path) -> None:
    """Every mode the decoder must expand, sizes above and below the pixel budget, and one very wide picture."""
    house = draw_house((320, 240))
    house.save(folder / "house.png")
    draw_house((320, 240), roof=(40, 70, 200)).save(folder / "house_blue_roof.png")
    # 238 / 28 = 8.5: Python rounds to 8, which meets the pixel budget exactly; with 9 the other side would shrink.
    draw_house((238, 210), sun=False).save(folder / "house_no_sun.webp", lossless=True)
    # 4:4:4, so that decoders differ only in their inverse transform.
    draw_house((300, 220), sky=(230, 120, 90)).save(folder / "house_dusk.jpg", quality=92, subsampling=0)
    _with_alpha(draw_house((320, 240), roof=(130, 60, 150))).save(folder / "house_alpha.png")
    house.quantize(24, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(folder / "house_palette.png")
    draw_house((150, 200)).convert("L").save(folder / "house_gray.png")
    draw_house((431, 61), roof=(20, 140, 60)).save(folder / "banner.png")


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

"""What visual quality is graded by: noise, blur, blocks and seams, in three strengths."""

import numpy as np
from PIL import Image, ImageFilter

from nano.world import SIDE

CLEAN_GRADE = 4
ARTEFACTS = ("none", "noise", "blur", "blocks", "seams")
NOISE_SD = {3: 14, 2: 30, 1: 60}
BLUR_RADIUS = {3: 1.5, 2: 3.0, 1: 6.0}
BLOCK_SIDE = {3: 7, 2: 14, 1: 28}
SEAM_COUNT = {3: 3, 2: 6, 1: 9}
SEAM_SIDES = (20, 60)
SEAM_SHIFT = (5, 15)
SEAM_LEVELS = 35


def damage(rng: np.random.Generator, picture: np.ndarray, grade: int) -> tuple[int, np.ndarray]:
    """The artefact's index in ARTEFACTS and the picture [SIDE, SIDE, 3] uint8 with it; grade 4 leaves it clean."""
    if grade == CLEAN_GRADE:
        return 0, picture
    kind = int(rng.integers(1, len(ARTEFACTS)))
    return kind, (_noise, _blur, _blocks, _seams)[kind - 1](rng, picture, grade)


def _noise(rng: np.random.Generator, picture: np.ndarray, grade: int) -> np.ndarray:
    noise = rng.standard_normal(picture.shape, dtype=np.float32)
    noise *= NOISE_SD[grade]
    noise += picture
    return np.clip(np.rint(noise, out=noise), 0, 255, out=noise).astype(np.uint8)


def _blur(_: np.random.Generator, picture: np.ndarray, grade: int) -> np.ndarray:
    return np.asarray(Image.fromarray(picture).filter(ImageFilter.GaussianBlur(BLUR_RADIUS[grade])))


def _blocks(_: np.random.Generator, picture: np.ndarray, grade: int) -> np.ndarray:
    means = Image.fromarray(picture).reduce(BLOCK_SIDE[grade])
    return np.asarray(means.resize((SIDE, SIDE), Image.Resampling.NEAREST))


def _seams(rng: np.random.Generator, picture: np.ndarray, grade: int) -> np.ndarray:
    """Rectangles that show what lies some pixels beside them, lighter or darker."""
    damaged = picture.astype(np.int16)
    for _ in range(SEAM_COUNT[grade]):
        height, width = rng.integers(SEAM_SIDES[0], SEAM_SIDES[1] + 1, 2).tolist()
        shifts = rng.integers(SEAM_SHIFT[0], SEAM_SHIFT[1] + 1, 2) * rng.choice((-1, 1), 2)
        top, left = (int(rng.integers(SIDE - side + 1)) for side in (height, width))
        rows = np.clip(np.arange(top, top + height) + shifts[0], 0, SIDE - 1)
        columns = np.clip(np.arange(left, left + width) + shifts[1], 0, SIDE - 1)
        level = SEAM_LEVELS * int(rng.choice((-1, 1)))
        damaged[top : top + height, left : left + width] = damaged[np.ix_(rows, columns)] + level
    return np.clip(damaged, 0, 255).astype(np.uint8)

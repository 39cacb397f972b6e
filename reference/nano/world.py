"""The pictures that Nano knows: a few drawn shapes on a plain background. No torch here: workers draw with it."""

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw

SIDE = 224
"""Pixels: the whole pixel budget, so that nothing is ever resized."""

TOKEN = 28
"""Pixels a side of what one image token sees."""

GRID = SIDE // TOKEN
CELL = SIDE / 3

SHAPES = ("circle", "square", "triangle", "star")
COLORS = {
    "red": (220, 40, 40),
    "green": (40, 170, 60),
    "blue": (40, 80, 220),
    "yellow": (235, 205, 40),
    "purple": (140, 50, 180),
    "orange": (240, 140, 30),
    "black": (25, 25, 25),
    "white": (245, 245, 245),
}
COLOR_NAMES = tuple(COLORS)
PLACES = ("top left", "top", "top right", "left", "center", "right", "bottom left", "bottom", "bottom right")
"""The cells of the 3 x 3 grid, row by row."""

STAR_INNER = 0.45
OBJECTS = (2, 4)
HALF_SIZES = (18, 32)
MAX_OFF_CENTER = 5.0
BACKGROUND = (120, 215)
GRADIENT = (20.0, 30.0)
"""Brighter by this at one end and darker at the other."""

MIN_BACKGROUND_CHANGE = 40
"""Levels by which at least one channel of a changed background differs."""

SUPERSAMPLING = (1, 2, 4)
"""Drawn once per picture pair: other programs that draw this world smooth edges otherwise, or not at all."""

Color = tuple[int, int, int]


@dataclass(frozen=True)
class Thing:
    """One object. `shape` and `color` index SHAPES and COLOR_NAMES, `cell` PLACES; centre and half-size in pixels."""

    shape: int
    color: int
    cell: int
    x: float
    y: float
    half: int


@dataclass(frozen=True)
class Scene:
    """`gradient` is what the top row is brighter by than the middle; 0 is a solid background."""

    background: Color
    gradient: float
    things: tuple[Thing, ...]

    def free_cells(self) -> list[int]:
        taken = {thing.cell for thing in self.things}
        return [cell for cell in range(len(PLACES)) if cell not in taken]

    def has(self, shape: int, color: int) -> bool:
        return any((thing.shape, thing.color) == (shape, color) for thing in self.things)

    def with_thing(self, index: int, thing: Thing) -> "Scene":
        return replace(self, things=(*self.things[:index], thing, *self.things[index + 1 :]))

    def without(self, index: int) -> "Scene":
        return replace(self, things=(*self.things[:index], *self.things[index + 1 :]))


def draw_scene(rng: np.random.Generator) -> Scene:
    """A picture of two to four objects, each in a cell of its own, no two alike in shape and colour."""
    gradient = rng.uniform(*GRADIENT) * rng.choice((-1, 1)) if rng.random() < 0.5 else 0.0
    scene = Scene(draw_background(rng), float(gradient), ())
    count = int(rng.integers(OBJECTS[0], OBJECTS[1] + 1))
    kinds = rng.choice(len(SHAPES) * len(COLORS), size=count, replace=False)
    for kind, cell in zip(kinds, rng.choice(len(PLACES), size=count, replace=False)):
        shape, color = divmod(int(kind), len(COLORS))
        scene = replace(scene, things=(*scene.things, draw_thing(rng, shape, color, int(cell))))
    return scene


def draw_thing(rng: np.random.Generator, shape: int, color: int, cell: int) -> Thing:
    half = int(rng.integers(HALF_SIZES[0], HALF_SIZES[1] + 1))
    return placed(rng, Thing(shape, color, cell, 0.0, 0.0, half), cell)


def placed(rng: np.random.Generator, thing: Thing, cell: int) -> Thing:
    """The same object in another cell, a little off its centre."""
    row, column = divmod(cell, 3)
    x, y = (np.array((column, row)) + 0.5) * CELL + rng.uniform(-MAX_OFF_CENTER, MAX_OFF_CENTER, 2)
    return replace(thing, cell=cell, x=float(x), y=float(y))


def draw_background(rng: np.random.Generator) -> Color:
    red, green, blue = rng.integers(BACKGROUND[0], BACKGROUND[1] + 1, 3).tolist()
    return red, green, blue


def draw_other_background(rng: np.random.Generator, old: Color) -> Color:
    while True:
        new = draw_background(rng)
        if max(abs(a - b) for a, b in zip(new, old)) >= MIN_BACKGROUND_CHANGE:
            return new


def render(scene: Scene, supersampling: int) -> np.ndarray:
    """The picture as [SIDE, SIDE, 3] uint8."""
    ramp = scene.gradient * np.linspace(1, -1, SIDE, dtype=np.float32)
    rows = _to_bytes(np.float32(scene.background)[None, :] + ramp[:, None])
    picture = np.repeat(rows[:, None, :], SIDE, axis=1)
    for thing in scene.things:
        (top, left), mask = coverage(thing, supersampling)
        part = picture[top : top + mask.shape[0], left : left + mask.shape[1]]
        color = np.float32(COLORS[COLOR_NAMES[thing.color]])
        part[:] = _to_bytes(part + mask[:, :, None] * (color - part))
    return picture


def _to_bytes(values: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


# A sample asks for each object two to four times: to draw it in both pictures, and for the labels.
@lru_cache(maxsize=64)
def coverage(thing: Thing, supersampling: int) -> tuple[tuple[int, int], np.ndarray]:
    """(top, left) of a box around the object and how much of each of its pixels it covers, 0 to 1."""
    left, top = (max(0, math.floor(center - thing.half) - 1) for center in (thing.x, thing.y))
    size = 2 * thing.half + 4
    mask = Image.new("L", (size * supersampling, size * supersampling))
    x, y, half = (value * supersampling for value in (thing.x - left, thing.y - top, thing.half))
    # Pillow's coordinates name pixel centres, ours pixel corners.
    points = [(x + half * dx - 0.5, y + half * dy - 0.5) for dx, dy in OUTLINES[thing.shape]]
    drawing = ImageDraw.Draw(mask)
    if SHAPES[thing.shape] == "circle":
        drawing.ellipse([points[0], points[1]], fill=255)
    else:
        drawing.polygon(points, fill=255)
    small = mask.reduce(supersampling) if supersampling > 1 else mask
    covered = np.asarray(small, dtype=np.float32) / np.float32(255)
    return (top, left), covered[: SIDE - top, : SIDE - left]


def _star() -> tuple[tuple[float, float], ...]:
    radii = (1.0, STAR_INNER) * 5
    angles = (math.pi * index / 5 for index in range(10))
    return tuple((radius * math.sin(angle), -radius * math.cos(angle)) for radius, angle in zip(radii, angles))


OUTLINES = (
    ((-1.0, -1.0), (1.0, 1.0)),
    ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)),
    ((0.0, -1.0), (1.0, 1.0), (-1.0, 1.0)),
    _star(),
)
"""Of each shape, in half-sizes around the centre; the circle has the corners of its box."""

"""Samples to learn from and to be judged by: a pair of pictures, an instruction, both grades, and labels."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from nano.artefacts import damage
from nano.edits import EDIT_TYPES, GRADES, OUTCOME_NAMES, Edit, draw_edit, draw_result
from nano.world import BACKGROUND, GRID, SIDE, SUPERSAMPLING, TOKEN, Scene, coverage, draw_scene, render
from nano.wording import draw_instruction

IGNORE = -100
"""Label that the cross-entropies pass over."""

TRAINING, HELD_OUT = 0, 1
"""Streams of random numbers under one seed: no held-out scene is ever trained on."""

MIN_COVER, MAX_MISSED = 0.2, 0.05
"""An image token shows an object that covers more than the first of it, none below the second; between is ignored."""

CHANGED_LEVELS, CHANGED_SHARE = 12, 0.04
"""A pixel has changed by more than these levels; a token, when more than this share of its pixels has."""

TINT_MEAN, TINT_SD = np.float32(sum(BACKGROUND) / 2), np.float32(30)
"""About the backgrounds' own; most of a picture is background."""

AVERAGE = np.kron(np.eye(GRID, dtype=np.float32), np.full((1, TOKEN), 1 / TOKEN, dtype=np.float32))
"""[GRID, SIDE]: on both sides of a map [SIDE, SIDE] it gives the mean of each image token, [GRID, GRID]."""


@dataclass(frozen=True)
class Sample:
    """
    `pictures` [2, SIDE, SIDE, 3] uint8, source and edited; `grades` instruction following and visual quality, 1 to 4.

    `labels`: `shape` and `color` [2, 64], 0 for no object, else 1 + index; `tint` [2, 64, 3], mean RGB before any
    artefact, standardised; `changed` [64] of the edited picture against the source, before any artefact; one number
    each: `artefact`, `type`, `place`, `new_color`, `new_shape`, `target_color`, `target_shape`, `outcome`. IGNORE where
    a class has no answer.
    """

    pictures: np.ndarray
    instruction: str
    grades: tuple[int, int]
    labels: dict[str, np.ndarray]
    edit_type: str


def draw_sample(seed: int, index: int) -> Sample:
    """The index-th training sample of a seed, whatever was drawn before."""
    rng = np.random.default_rng([seed, TRAINING, index])
    source = draw_scene(rng)
    edit = draw_edit(rng, source)
    following, quality = (int(rng.choice(GRADES)) for _ in range(2))
    return _candidate(rng, source, edit, draw_instruction(rng, source, edit), following, quality)


def draw_held_out(seed: int, index: int) -> list[Sample]:
    """Four candidates of one source and instruction: each instruction-following grade and each quality once."""
    rng = np.random.default_rng([seed, HELD_OUT, index])
    source = draw_scene(rng)
    edit = draw_edit(rng, source)
    instruction = draw_instruction(rng, source, edit)
    qualities = rng.permutation(GRADES).tolist()
    return [_candidate(rng, source, edit, instruction, *grades) for grades in zip(GRADES, qualities)]


def _candidate(
    rng: np.random.Generator, source: Scene, edit: Edit, instruction: str, following: int, quality: int
) -> Sample:
    outcome, result = draw_result(rng, source, edit, following)
    supersampling = int(rng.choice(SUPERSAMPLING))
    before, after = (render(scene, supersampling) for scene in (source, result))
    artefact, damaged = damage(rng, after, quality)
    kinds = [_kinds(scene, supersampling) for scene in (source, result)]
    target = None if edit.target is None else source.things[edit.target]
    labels = {
        "shape": np.stack([shape for shape, _ in kinds]),
        "color": np.stack([color for _, color in kinds]),
        "changed": _changed(before, after),
        "tint": np.stack([_tint(before), _tint(after)]),
        "artefact": np.int64(artefact),
        "type": np.int64(EDIT_TYPES.index(edit.type)),
        "place": _or_ignore(edit.cell),
        "new_color": _or_ignore(edit.color),
        "new_shape": _or_ignore(edit.shape),
        "target_color": _or_ignore(target and target.color),
        "target_shape": _or_ignore(target and target.shape),
        "outcome": np.int64(OUTCOME_NAMES.index(outcome)),
    }
    return Sample(np.stack([before, damaged]), instruction, (following, quality), labels, edit.type)


def _or_ignore(value: int | None) -> np.int64:
    return np.int64(IGNORE if value is None else value)


def _kinds(scene: Scene, supersampling: int) -> tuple[np.ndarray, np.ndarray]:
    """The shape and colour labels [64] of a picture."""
    shapes, colors = (np.zeros(GRID * GRID, dtype=np.int64) for _ in range(2))
    for thing in scene.things:
        (top, left), mask = coverage(thing, supersampling)
        rows, columns = (AVERAGE[:, at : at + size] for at, size in zip((top, left), mask.shape))
        cover = (rows @ mask @ columns.T).ravel()
        for labels, value in ((shapes, thing.shape), (colors, thing.color)):
            # At the border of two objects, the one that covers more keeps its label.
            labels[(cover > MAX_MISSED) & (labels == 0)] = IGNORE
            labels[cover > MIN_COVER] = 1 + value
    return shapes, colors


def _tint(picture: np.ndarray) -> np.ndarray:
    """[64, 3] float32."""
    means = np.asarray(Image.fromarray(picture).reduce(TOKEN), dtype=np.float32)
    return ((means - TINT_MEAN) / TINT_SD).reshape(-1, 3)


def _changed(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    moved = np.maximum(before, after) - np.minimum(before, after) > CHANGED_LEVELS
    pixels = (moved[:, :, 0] | moved[:, :, 1] | moved[:, :, 2]).astype(np.float32)
    share = (AVERAGE @ pixels @ AVERAGE.T).ravel()
    return np.where(share > CHANGED_SHARE, 1, np.where(share > 0, IGNORE, 0))

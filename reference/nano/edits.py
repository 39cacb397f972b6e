"""What is asked of a picture, and what a candidate made of it: done, done and more, wrong, or not done."""

from dataclasses import dataclass, replace

import numpy as np

from nano.world import COLORS, SHAPES, Scene, draw_other_background, draw_scene, draw_thing, placed

EDIT_TYPES = ("recolor", "remove", "add", "replace", "move")
OUTCOMES = {
    "done": 4,
    "other recolored": 3,
    "other lost": 3,
    "background changed": 3,
    "wrong color": 2,
    "wrong object": 2,
    "wrong shape": 2,
    "wrong place": 2,
    "nothing": 1,
    "another picture": 1,
}
"""Each with its instruction-following grade."""

OUTCOME_NAMES = tuple(OUTCOMES)
GRADES = (1, 2, 3, 4)
WRONG = {
    "recolor": ("wrong color", "wrong object"),
    "remove": ("wrong object",),
    "add": ("wrong color", "wrong shape", "wrong place"),
    "replace": ("wrong color", "wrong object", "wrong shape"),
    "move": ("wrong place", "wrong object"),
}
"""The ways in which each type can go wrong."""


@dataclass(frozen=True)
class Edit:
    """`target` indexes the source's objects; what the type does not ask for is None."""

    type: str
    target: int | None
    color: int | None = None
    shape: int | None = None
    cell: int | None = None


def draw_edit(rng: np.random.Generator, scene: Scene) -> Edit:
    """An edit that changes the scene and leaves no two objects alike."""
    while True:
        edit = _draw_any(rng, scene)
        if _keeps_apart(scene, edit):
            return edit


def _draw_any(rng: np.random.Generator, scene: Scene) -> Edit:
    kind = EDIT_TYPES[rng.integers(len(EDIT_TYPES))]
    target = int(rng.integers(len(scene.things)))
    color, shape = int(rng.integers(len(COLORS))), int(rng.integers(len(SHAPES)))
    cell = int(rng.choice(scene.free_cells()))
    if kind == "recolor":
        return Edit(kind, target, color=color)
    if kind == "remove":
        return Edit(kind, target)
    if kind == "add":
        return Edit(kind, None, color=color, shape=shape, cell=cell)
    if kind == "replace":
        # Half of them name no colour: the new shape then keeps the old one's.
        return Edit(kind, target, color=color if rng.random() < 0.5 else None, shape=shape)
    return Edit(kind, target, cell=cell)


def _keeps_apart(scene: Scene, edit: Edit) -> bool:
    if edit.type in ("remove", "move"):
        return True
    old = None if edit.target is None else scene.things[edit.target]
    shape = edit.shape if edit.shape is not None else old.shape
    color = edit.color if edit.color is not None else old.color
    if edit.type == "replace" and shape == old.shape:
        return False
    return not scene.has(shape, color)


def draw_result(rng: np.random.Generator, source: Scene, edit: Edit, grade: int) -> tuple[str, Scene]:
    """An outcome of that grade and the picture it leaves."""
    while True:
        names = [name for name, its_grade in OUTCOMES.items() if its_grade == grade]
        if grade == 2:
            names = WRONG[edit.type]
        name = names[rng.integers(len(names))]
        result = _result(rng, source, edit, name)
        if result is not None:
            return name, result


def _result(rng: np.random.Generator, source: Scene, edit: Edit, name: str) -> Scene | None:
    """None when the outcome cannot be told from another one on this picture."""
    if name == "nothing":
        return source
    if name == "another picture":
        return draw_scene(rng)
    if name == "done":
        return apply(rng, source, edit)
    if name in ("other recolored", "other lost", "background changed"):
        return _and_more(rng, source, edit, name)
    wrong = _misunderstood(rng, source, edit, name)
    return wrong if wrong is not None and _differs(source, wrong) else None


def apply(rng: np.random.Generator, scene: Scene, edit: Edit) -> Scene:
    """The scene with the edit done."""
    if edit.type == "add":
        return replace(scene, things=(*scene.things, draw_thing(rng, edit.shape, edit.color, edit.cell)))
    if edit.type == "remove":
        return scene.without(edit.target)
    thing = scene.things[edit.target]
    if edit.color is not None:
        thing = replace(thing, color=edit.color)
    if edit.shape is not None:
        thing = replace(thing, shape=edit.shape)
    if edit.cell is not None:
        thing = placed(rng, thing, edit.cell)
    return scene.with_thing(edit.target, thing)


def _and_more(rng: np.random.Generator, source: Scene, edit: Edit, name: str) -> Scene | None:
    """The edit done on a scene in which something else has changed already, so that indexes stay true."""
    if name == "background changed":
        return apply(rng, replace(source, background=draw_other_background(rng, source.background)), edit)
    others = [index for index in range(len(source.things)) if index != edit.target]
    other = int(rng.choice(others))
    if name == "other lost":
        target = None if edit.target is None else edit.target - (other < edit.target)
        return apply(rng, source.without(other), replace(edit, target=target))
    color = int(rng.integers(len(COLORS)))
    done = apply(rng, source, edit)
    thing = source.things[other]
    if color == thing.color or source.has(thing.shape, color) or done.has(thing.shape, color):
        return None
    return apply(rng, source.with_thing(other, replace(thing, color=color)), edit)


def _misunderstood(rng: np.random.Generator, source: Scene, edit: Edit, name: str) -> Scene | None:
    if name == "wrong object":
        others = [index for index in range(len(source.things)) if index != edit.target]
        return apply(rng, source, replace(edit, target=int(rng.choice(others))))
    asked = None if edit.target is None else source.things[edit.target]
    if name == "wrong place":
        cells = [cell for cell in source.free_cells() if cell != edit.cell]
        return apply(rng, source, replace(edit, cell=int(rng.choice(cells))))
    if name == "wrong color":
        color = int(rng.integers(len(COLORS)))
        expected = edit.color if edit.color is not None else asked.color
        wrong = replace(edit, color=color) if color != expected else None
    else:
        shape = int(rng.integers(len(SHAPES)))
        wrong = replace(edit, shape=shape) if shape != edit.shape else None
        # A replacement that keeps the shape and names no colour would be nothing done.
        if wrong is not None and edit.type == "replace" and shape == asked.shape:
            return None
    return apply(rng, source, wrong) if wrong is not None and _keeps_apart(source, wrong) else None


def _differs(source: Scene, result: Scene) -> bool:
    def kinds(scene: Scene) -> set[tuple[int, int, int]]:
        return {(thing.shape, thing.color, thing.cell) for thing in scene.things}

    return kinds(source) != kinds(result)

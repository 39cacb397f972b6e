"""Instructions in plain English, several wordings for each type of edit."""

import numpy as np

from nano.edits import Edit
from nano.world import COLOR_NAMES, PLACES, SHAPES, Scene

WORDINGS = {
    "recolor": (
        "make the {old} {color}",
        "change the {old} to {color}",
        "change the color of the {old} to {color}",
        "change the colour of the {old} to {color}",
        "change the {old}'s color to {color}",
        "paint the {old} {color}",
        "paint the {old} in {color}",
        "color the {old} {color}",
        "recolor the {old} to {color}",
        "recolor the {old} {color}",
        "recolour the {old} to {color}",
        "recolour the {old} {color}",
        "turn the {old} {color}",
        "the {old} should be {color}",
        "give the {old} a {color} color",
    ),
    "remove": (
        "remove the {old}",
        "delete the {old}",
        "erase the {old}",
        "take away the {old}",
        "take the {old} away",
        "take the {old} out of the picture",
        "take out the {old}",
        "get rid of the {old}",
        "remove the {old} from the image",
        "remove the {old} from the picture",
        "make the {old} disappear",
        "there should be no {old}",
    ),
    "add": (
        "add {a_new} {at} the {place}",
        "draw {a_new} {at} the {place}",
        "put {a_new} {at} the {place}",
        "place {a_new} {at} the {place}",
        "insert {a_new} {at} the {place}",
        "add {a_new} to the {place}",
        "add {a_new} {at} the {place} of the picture",
        "add {a_new} {at} the {place} of the image",
        "{at} the {place}, add {a_new}",
        "there should be {a_new} {at} the {place}",
    ),
    "replace": (
        "replace the {old} with {a_new}",
        "replace the {old} by {a_new}",
        "swap the {old} for {a_new}",
        "exchange the {old} for {a_new}",
        "turn the {old} into {a_new}",
        "change the {old} into {a_new}",
        "transform the {old} into {a_new}",
        "change the {old} to {a_new}",
        "make the {old} {a_new}",
        "put {a_new} in place of the {old}",
        "put {a_new} where the {old} is",
    ),
    "move": (
        "move the {old} to the {place}",
        "shift the {old} to the {place}",
        "bring the {old} to the {place}",
        "move the {old} {at} the {place}",
        "put the {old} {at} the {place}",
        "place the {old} {at} the {place}",
        "move the {old} to the {place} of the picture",
        "move the {old} to the {place} of the image",
        "the {old} should be {at} the {place}",
        "the {old} should move to the {place}",
    ),
}
AT = ("at", "in", "on", "into")
OTHER_PLACE_NAMES = {
    "top left": ("top-left", "top left corner", "upper left"),
    "top": ("top center", "upper middle"),
    "top right": ("top-right", "top right corner", "upper right"),
    "left": ("left side", "middle left"),
    "center": ("middle", "centre"),
    "right": ("right side", "middle right"),
    "bottom left": ("bottom-left", "bottom left corner", "lower left"),
    "bottom": ("bottom center", "lower middle"),
    "bottom right": ("bottom-right", "bottom right corner", "lower right"),
}
OTHER_NAME = 0.2
"""How often a place goes by another name."""

POLITE = 0.1
CAPITAL = 0.8
FULL_STOP = 0.4
"""How often an instruction starts with "please", starts with a capital and ends in a full stop."""


def draw_instruction(rng: np.random.Generator, scene: Scene, edit: Edit) -> str:
    """One wording of the edit; objects are named by colour and shape, as in "the red circle"."""
    wordings = WORDINGS[edit.type]
    text = wordings[rng.integers(len(wordings))].format(
        old="" if edit.target is None else _name(scene.things[edit.target].color, scene.things[edit.target].shape),
        color="" if edit.color is None else COLOR_NAMES[edit.color],
        a_new="" if edit.shape is None else _with_article(_name(edit.color, edit.shape)),
        place="" if edit.cell is None else _place(rng, PLACES[edit.cell]),
        at=AT[rng.integers(len(AT))],
    )
    if rng.random() < POLITE:
        text = f"please {text}"
    if rng.random() < CAPITAL:
        text = text[0].upper() + text[1:]
    return f"{text}." if rng.random() < FULL_STOP else text


def _place(rng: np.random.Generator, place: str) -> str:
    if rng.random() >= OTHER_NAME:
        return place
    others = OTHER_PLACE_NAMES[place]
    return others[rng.integers(len(others))]


def _name(color: int | None, shape: int) -> str:
    return SHAPES[shape] if color is None else f"{COLOR_NAMES[color]} {SHAPES[shape]}"


def _with_article(name: str) -> str:
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"

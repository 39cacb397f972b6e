"""Do the golden numbers show a mistake? Scores everything again with one, and tells how far that moves them."""

import re
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path

from torch.nn.init import zeros_

from cases import Case, EditCase
from checkpoint import RewardModel
from families import EDIT_REWARD_QWEN3, HPSV3
from image_input import read_rgb
from native_image_input import read_upright
from prompt_input import PromptText
from scoring import score_case

MIN_IMAGE_EFFECT = 0.02
"""Other images must move each mu of a case by more than this, or the model would not show a wrong image path."""

MIN_MISTAKE_EFFECT = 0.01
"""What a mistake must move some case's mu by: ten times the tests' bar on WebGPU."""


@dataclass(frozen=True)
class Tiny:
    """A model with what it is asked, and what it answers: `scored` goes with `cases`."""

    model: RewardModel
    text: PromptText
    images: Path
    cases: tuple[Case, ...]
    scored: list[dict]


def report_sensitivity(tiny: Tiny) -> None:
    """Prints all effects; stops when one is too small."""
    for index, case in enumerate(tiny.cases):
        if len(set(case.images)) == len(case.images):
            _report_other_images(tiny, index)
    for name, model, text in _mistakes(tiny):
        scored = [score_case(model, text, tiny.images, case) for case in tiny.cases]
        effect = max(max(_effects(one, other)) for one, other in zip(tiny.scored, scored))
        print(f"{name} moves a mu by {effect:.3f}")
        _stop_below(MIN_MISTAKE_EFFECT, effect, name)


def _report_other_images(tiny: Tiny, index: int) -> None:
    case = tiny.cases[index]
    # Half the list further: neighbours may show nearly the same picture.
    changed = _with_other_images(case, tiny.cases[index - len(tiny.cases) // 2])
    scored = score_case(tiny.model, tiny.text, tiny.images, changed)
    effects = _effects(tiny.scored[index], scored)
    print(f"{case.id}: other images move mu by {' and '.join(f'{effect:.3f}' for effect in effects)}")
    _stop_below(MIN_IMAGE_EFFECT, min(effects), case.id)


def _with_other_images(case: Case, other: Case) -> Case:
    """An edit's two images change places; a picture becomes another case's."""
    if isinstance(case, EditCase):
        return replace(case, source=case.edited, edited=case.source)
    return replace(case, image=other.images[0])


def _mistakes(tiny: Tiny) -> list[tuple[str, RewardModel, PromptText]]:
    model, text = tiny.model, tiny.text
    if model.family is HPSV3:
        return [
            ("image positions", _with(model, embeds_images=False), text),
            ("turning upright", _with(model, read=read_upright), text),
            ("no spaces at the end of lines", model, _without_trailing_spaces(text)),
        ]
    if model.family is EDIT_REWARD_QWEN3:
        return [
            ("plain positions", _with_plain_positions(model), text),
            ("no DeepStack", _without_deepstack(model), text),
            ("not turning upright", _with(model, read=read_rgb), text),
        ]
    return []


def _with(model: RewardModel, **changes: object) -> RewardModel:
    return replace(model, family=replace(model.family, **changes))


def _without_trailing_spaces(text: PromptText) -> PromptText:
    prompts = {name: re.sub(" +\n", "\n", prompt) for name, prompt in text.prompts.items()}
    return replace(text, prompts=prompts)


def _without_deepstack(model: RewardModel) -> RewardModel:
    base = deepcopy(model.base)
    for merger in base.visual.deepstack_merger_list:
        zeros_(merger.linear_fc2.weight)
        zeros_(merger.linear_fc2.bias)
    return replace(model, base=base)


def _with_plain_positions(model: RewardModel) -> RewardModel:
    base = deepcopy(model.base)
    # What it answers without a grid; its language model then counts.
    base.compute_3d_position_ids = lambda **_: None
    return replace(model, base=base)


def _effects(one: dict, other: dict) -> list[float]:
    """How far the mu of each run moved."""
    runs = [(one[key], other[key]) for key in ("dim1", "dim2") if key in one] or [(one, other)]
    return [abs(a["logits"][0] - b["logits"][0]) for a, b in runs]


def _stop_below(least: float, effect: float, what: str) -> None:
    if effect < least:
        raise SystemExit(f"{what}: it hardly shows; choose another seed or larger gains")

"""Compares this scoring code with numbers that the official code produced."""

import json
from pathlib import Path

import torch
from PIL import ImageChops
from safetensors.torch import load_file

from checkpoint import RewardModel, load_reward_model
from image_input import read_rgb, resize
from prompt_input import PromptText, read_prompt_text
from scoring import Case, run_text, run_vision, score_case

TOLERANCE = 1e-5
"""Largest difference allowed on mu and log sigma, about ten times float32's noise on these models."""


def check(folder: Path) -> bool:
    """
    Prints what differs; false when input ids, grids or resized images do, or a score by TOLERANCE or more.

    `folder` holds golden.json ({model: cases}), prompts.json, images/, resized/, tokenizer/, checkpoints/<model>/ and
    `<model>-<case>.safetensors` with one case's intermediates, which are only reported.
    """
    golden = json.loads((folder / "golden.json").read_text(encoding="utf-8"))
    text = read_prompt_text(folder / "tokenizer", json.loads((folder / "prompts.json").read_text(encoding="utf-8")))
    good = True
    for name, cases in golden.items():
        model = load_reward_model(folder / "checkpoints" / name)
        good &= _check_cases(name, cases, model, text, folder / "images")
        good &= _check_resized(name, model, folder)
        for path in sorted(folder.glob(f"{name}-*.safetensors")):
            case_id = path.stem.removeprefix(f"{name}-")
            expected = next(case for case in cases if case["id"] == case_id)
            _report_intermediates(path, expected, model, text, folder / "images")
    return good


def _case(expected: dict) -> Case:
    return Case(expected["id"], expected["source"], expected["edited"], expected["instruction"])


def _check_cases(name: str, cases: list[dict], model: RewardModel, text: PromptText, images: Path) -> bool:
    largest, same_inputs = 0.0, True
    for expected in cases:
        actual = score_case(model, text, images, _case(expected))
        for key in ("dim1", "dim2"):
            same_inputs &= actual[key]["input_ids"] == expected[key]["input_ids"]
            largest = max(largest, _difference(actual[key]["logits"], expected[key]["logits"]))
        largest = max(largest, _difference(actual["logits"], expected["logits"]))
        same_inputs &= all(actual[key] == expected[key] for key in ("image_grid_thw", "resized"))
    print(f"{name}: {len(cases)} cases, largest difference {largest:.2e}, input ids and grids equal: {same_inputs}")
    return same_inputs and largest < TOLERANCE


def _difference(actual: list[float], expected: list[float]) -> float:
    return max(abs(a - b) for a, b in zip(actual, expected, strict=True))


def _check_resized(name: str, model: RewardModel, folder: Path) -> bool:
    different = []
    for path in sorted((folder / "resized").glob("*.png")):
        source = next((folder / "images").glob(f"{path.stem}.*"))
        actual, expected = resize(read_rgb(source), model.image_config), read_rgb(path)
        if actual.size != expected.size or ImageChops.difference(actual, expected).getbbox() is not None:
            different.append(path.name)
    print(f"{name}: resized images that differ: {different or 'none'}")
    return not different


def _report_intermediates(path: Path, expected: dict, model: RewardModel, text: PromptText, images: Path) -> None:
    case = _case(expected)
    vision = run_vision(model, [read_rgb(images / case.source), read_rgb(images / case.edited)])
    run = run_text(model, text, vision, case, 0)
    actual = {"pixel_values": vision.pixel_values, "image_embeds": vision.image_embeds}
    actual |= {"inputs_embeds": run.hidden_states[0], "last_hidden_state": run.last_hidden_state}
    actual |= {f"hidden_{index}": state for index, state in enumerate(run.hidden_states)}
    for key, tensor in sorted(load_file(path).items()):
        difference = torch.max(torch.abs(actual[key] - tensor)).item()
        print(f"{path.stem}: {key} differs by at most {difference:.2e}")

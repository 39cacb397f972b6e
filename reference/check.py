"""Compares this scoring code with numbers that the official code produced."""

import json
from pathlib import Path

import torch
from PIL import ImageChops
from safetensors.torch import load_file
from tokenizers import Tokenizer

from cases import read_case
from checkpoint import RewardModel, load_reward_model
from prompt_input import PromptText, make_prompt_text, read_chat_template
from scoring import run_text, run_vision, score_case

TOLERANCE = 1e-5
"""Largest difference allowed on mu and log sigma, about ten times float32's noise on these models."""

SCORED = ("dim1", "dim2", "logits")
"""Where a case's scores stand, alone or beside the input ids of their run."""


def check(folder: Path) -> bool:
    """
    Prints what differs; false when input ids, grids or resized images do, or a score by TOLERANCE or more.

    `folder` holds golden.json ({model: cases}), prompts.json, images/, resized/, tokenizer/, checkpoints/<model>/ and
    `<model>-<case>.safetensors` with one case's intermediates, which are only reported. Images, prompts and the
    vocabulary may also stand in the folder above, for several families to share.
    """
    golden = json.loads((folder / "golden.json").read_text(encoding="utf-8"))
    text = _read_text(folder)
    images = _here_or_above(folder, "images")
    good = True
    for name, cases in golden.items():
        model = load_reward_model(folder / "checkpoints" / name)
        good &= check_cases(name, cases, model, text, images)
        good &= _check_resized(name, model, folder / "resized", images)
        for path in sorted(folder.glob(f"{name}-*.safetensors")):
            case_id = path.stem.removeprefix(f"{name}-")
            expected = next(case for case in cases if case["id"] == case_id)
            _report_intermediates(path, expected, model, text, images)
    return good


def _here_or_above(folder: Path, name: str) -> Path:
    return folder / name if (folder / name).exists() else folder.parent / name


def _read_text(folder: Path) -> PromptText:
    """Where the tokenizer's folder has `added_tokens.json`, these stand in place of those of the tokenizer above."""
    prompts = json.loads(_here_or_above(folder, "prompts.json").read_text(encoding="utf-8"))
    own = folder / "tokenizer"
    added = own / "added_tokens.json"
    tokenizer = json.loads(_here_or_above(folder, "tokenizer/tokenizer.json").read_text(encoding="utf-8"))
    if added.exists():
        tokenizer["added_tokens"] = json.loads(added.read_text(encoding="utf-8"))
    return make_prompt_text(Tokenizer.from_str(json.dumps(tokenizer)), read_chat_template(own), prompts)


def check_cases(name: str, cases: list[dict], model: RewardModel, text: PromptText, images: Path) -> bool:
    """Scores the cases of golden.json again; prints the largest difference, and whether all else is equal."""
    largest, same_inputs = 0.0, True
    for expected in cases:
        scored = score_case(model, text, images, read_case(model.family.case, expected))
        actual = {key: scored.get(key) for key in expected}
        largest = max(largest, _difference(_scores(actual), _scores(expected)))
        same_inputs &= _inputs(actual) == _inputs(expected)
    print(f"{name}: {len(cases)} cases, largest difference {largest:.2e}, all else equal: {same_inputs}")
    return same_inputs and largest < TOLERANCE


def _scores(case: dict) -> list[float]:
    """Of both runs and their mean, or of the one run."""
    runs = [case[key]["logits"] for key in SCORED if isinstance(case.get(key), dict)]
    return [number for logits in [*runs, case["logits"]] for number in logits]


def _inputs(case: dict) -> dict:
    """All but the scores: ids, grids, sizes, digests and positions."""
    ids = {key: case[key]["input_ids"] for key in SCORED if isinstance(case.get(key), dict)}
    return {key: value for key, value in case.items() if key not in SCORED} | ids


def _difference(actual: list[float], expected: list[float]) -> float:
    return max(abs(a - b) for a, b in zip(actual, expected, strict=True))


def _check_resized(name: str, model: RewardModel, folder: Path, images: Path) -> bool:
    different = []
    for path in sorted(folder.glob("*.png")):
        source = next(images.glob(f"{path.stem}.*"))
        actual = model.family.resize(model.family.read(source), model.image_config)
        expected = model.family.read(path)
        if actual.size != expected.size or ImageChops.difference(actual, expected).getbbox() is not None:
            different.append(path.name)
    print(f"{name}: resized images that differ: {different or 'none'}")
    return not different


def _report_intermediates(path: Path, expected: dict, model: RewardModel, text: PromptText, images: Path) -> None:
    """What transformers' modules do not show from outside is left out."""
    case = read_case(model.family.case, expected)
    vision = run_vision(model, [model.family.read(images / name) for name in case.images])
    run = run_text(model, text, vision, case.words, 0)
    actual = {"pixel_values": vision.pixel_values, "image_embeds": vision.image_embeds}
    actual |= {f"deepstack_{index}": features for index, features in enumerate(vision.deepstack)}
    actual |= {"inputs_embeds": run.hidden_states[0], "last_hidden_state": run.last_hidden_state}
    actual |= {f"hidden_{index}": state for index, state in enumerate(run.hidden_states)}
    for key, tensor in sorted(load_file(path).items()):
        if key in actual:
            difference = torch.max(torch.abs(actual[key] - tensor)).item()
            print(f"{path.stem}: {key} differs by at most {difference:.2e}")

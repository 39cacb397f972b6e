"""
Makes the tiny checkpoints that the tests score, and their golden numbers.

    python reference/make_tiny.py                # writes reference/tiny, tiny-hpsv3 and tiny-qwen3 anew
    python reference/make_tiny.py --only tiny    # one of them
    python reference/make_tiny.py --check DIR    # compares this code with official numbers in DIR
"""

import argparse
import hashlib
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import save_file

import tiny_edit_reward
import tiny_edit_reward_qwen3
import tiny_hpsv3
from cases import Case
from check import check
from checkpoint import RewardModel, load_reward_model
from prompt_input import PromptText, read_prompt_text
from scoring import DETAILS, run_text, run_vision, score_case
from sensitivity import Tiny, report_sensitivity
from tiny_cases import EDIT_CASES, EDIT_PROMPTS, PICTURE_CASES, PICTURE_PROMPTS, QWEN3_EDIT_CASES
from tiny_images import write_images
from tiny_tensors import write_json

PIXEL_ROWS = 8
"""Rows of pixel_values kept at either end; all of them would be 2.4 MB."""


@dataclass(frozen=True)
class Recipe:
    write_checkpoint: Callable[[Path], None]
    prompts: dict[str, str]
    cases: tuple[Case, ...]
    details: tuple[str, ...] = ()
    """Those of DETAILS that its golden.json has."""
    keeps_intermediates: bool = False


RECIPES = {
    "tiny": Recipe(tiny_edit_reward.write_checkpoint, EDIT_PROMPTS, EDIT_CASES, keeps_intermediates=True),
    # Where positions are plain, the position is the index.
    "tiny-hpsv3": Recipe(tiny_hpsv3.write_checkpoint, PICTURE_PROMPTS, PICTURE_CASES, DETAILS[:2]),
    "tiny-qwen3": Recipe(tiny_edit_reward_qwen3.write_checkpoint, EDIT_PROMPTS, QWEN3_EDIT_CASES, DETAILS),
}
"""By the name of the folder and of the model in golden.json."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="where to write the folders anew")
    parser.add_argument("--only", choices=RECIPES, help="the one folder to write")
    parser.add_argument("--check", type=Path, metavar="DIR", help="compare with the official numbers in DIR instead")
    options = parser.parse_args()
    # One thread: sums in another order would change the last bits.
    torch.set_num_threads(1)
    if options.check is not None:
        return 0 if check(options.check) else 1
    for name in [options.only] if options.only else RECIPES:
        make(name, RECIPES[name], options.out / name)
    return 0


def make(name: str, recipe: Recipe, out: Path) -> None:
    """Writes checkpoint/, images/, prompts.json, images.json, golden.json, and for one intermediates.safetensors."""
    shutil.rmtree(out, ignore_errors=True)
    checkpoint, images = out / "checkpoint", out / "images"
    checkpoint.mkdir(parents=True)
    images.mkdir()
    recipe.write_checkpoint(checkpoint)
    write_images(images, sorted({image for case in recipe.cases for image in case.images}))
    write_json(out / "prompts.json", recipe.prompts)
    model = load_reward_model(checkpoint)
    text = read_prompt_text(checkpoint, recipe.prompts)
    write_json(out / "images.json", describe_images(model, images))
    scored = [score_case(model, text, images, case) for case in recipe.cases]
    left_out = set(DETAILS) - set(recipe.details)
    kept = [{key: value for key, value in case.items() if key not in left_out} for case in scored]
    write_golden(out / "golden.json", name, kept)
    if recipe.keeps_intermediates:
        save_file(intermediates(model, text, images, recipe.cases[0]), out / "intermediates.safetensors")
    report_sensitivity(Tiny(model, text, images, recipe.cases, scored))


def describe_images(model: RewardModel, images: Path) -> dict:
    """Per file: its decoded and its resized size (width, height), and SHA-256 of the RGB bytes of both."""
    described = {}
    for path in sorted(images.iterdir()):
        decoded = model.family.read(path)
        resized = model.family.resize(decoded, model.image_config)
        described[path.name] = {
            "size": list(decoded.size),
            "rgb_sha256": hashlib.sha256(decoded.tobytes()).hexdigest(),
            "resized": list(resized.size),
            "resized_rgb_sha256": hashlib.sha256(resized.tobytes()).hexdigest(),
        }
    return described


def intermediates(model: RewardModel, text: PromptText, images: Path, case: Case) -> dict[str, torch.Tensor]:
    """Of the case's first run; named as in `scoring`, pixel_values cut to its ends and row sums."""
    vision = run_vision(model, [model.family.read(images / name) for name in case.images])
    run = run_text(model, text, vision, case.words, 0)
    tensors = {
        f"pixel_values_first_{PIXEL_ROWS}": vision.pixel_values[:PIXEL_ROWS],
        f"pixel_values_last_{PIXEL_ROWS}": vision.pixel_values[-PIXEL_ROWS:],
        "pixel_values_row_sums": vision.pixel_values.double().sum(dim=1).float(),
        "image_embeds": vision.image_embeds,
        "last_hidden_state": run.last_hidden_state,
    }
    tensors |= {f"hidden_{index}": state for index, state in enumerate(run.hidden_states)}
    return {name: tensor.contiguous() for name, tensor in tensors.items()}


def write_golden(path: Path, name: str, cases: list[dict]) -> None:
    """One case a line: readable in a diff, and a tenth of what an indented list of ids takes."""
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    path.write_text(f'{{"{name}": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

"""
Makes the tiny EditReward checkpoint that the tests score, and its golden numbers.

    python reference/make_tiny.py                # writes reference/tiny anew
    python reference/make_tiny.py --check DIR    # compares this code with official numbers in DIR
"""

import argparse
import hashlib
import json
import shutil
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file

from check import check
from checkpoint import RewardModel, load_reward_model
from image_input import read_rgb, resize
from prompt_input import PromptText, read_prompt_text
from scoring import Case, run_text, run_vision, score_case
from tiny_cases import CASES, PROMPTS
from tiny_images import write_images
from tiny_tokenizer import write_tokenizer
from tiny_weights import write_checkpoint

MODEL = "tiny"
PIXEL_ROWS = 8
"""Rows of pixel_values kept at either end; all of them would be 2.4 MB."""

MIN_SWAP_EFFECT = 0.02
"""Swapping the two images must move mu by more than this, or the model would not show a wrong image path."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "tiny", help="folder to write anew")
    parser.add_argument("--check", type=Path, metavar="DIR", help="compare with the official numbers in DIR instead")
    options = parser.parse_args()
    # One thread: sums in another order would change the last bits.
    torch.set_num_threads(1)
    if options.check is not None:
        return 0 if check(options.check) else 1
    make(options.out)
    return 0


def make(out: Path) -> None:
    """Writes checkpoint/, images/, prompts.json, images.json, golden.json and intermediates.safetensors."""
    shutil.rmtree(out, ignore_errors=True)
    (out / "checkpoint").mkdir(parents=True)
    (out / "images").mkdir()
    write_checkpoint(out / "checkpoint", write_tokenizer(out / "checkpoint"))
    write_images(out / "images")
    _write_json(out / "prompts.json", PROMPTS)
    model = load_reward_model(out / "checkpoint")
    text = read_prompt_text(out / "checkpoint", PROMPTS)
    _write_json(out / "images.json", describe_images(model, out / "images"))
    cases = [score_case(model, text, out / "images", case) for case in CASES]
    _write_golden(out / "golden.json", cases)
    save_file(intermediates(model, text, out / "images", CASES[0]), out / "intermediates.safetensors")
    report_sensitivity(model, text, out / "images", cases)


def describe_images(model: RewardModel, images: Path) -> dict:
    """Per file: its decoded and its resized size (width, height), and SHA-256 of the RGB bytes of both."""
    described = {}
    for path in sorted(images.iterdir()):
        decoded = read_rgb(path)
        resized = resize(decoded, model.image_config)
        described[path.name] = {
            "size": list(decoded.size),
            "rgb_sha256": hashlib.sha256(decoded.tobytes()).hexdigest(),
            "resized": list(resized.size),
            "resized_rgb_sha256": hashlib.sha256(resized.tobytes()).hexdigest(),
        }
    return described


def intermediates(model: RewardModel, text: PromptText, images: Path, case: Case) -> dict[str, torch.Tensor]:
    """Of the case's instruction-following run; named as in `scoring`, pixel_values cut to its ends and row sums."""
    vision = run_vision(model, [read_rgb(images / case.source), read_rgb(images / case.edited)])
    run = run_text(model, text, vision, case, 0)
    tensors = {
        f"pixel_values_first_{PIXEL_ROWS}": vision.pixel_values[:PIXEL_ROWS],
        f"pixel_values_last_{PIXEL_ROWS}": vision.pixel_values[-PIXEL_ROWS:],
        "pixel_values_row_sums": vision.pixel_values.double().sum(dim=1).float(),
        "image_embeds": vision.image_embeds,
        "last_hidden_state": run.last_hidden_state,
    }
    tensors |= {f"hidden_{index}": state for index, state in enumerate(run.hidden_states)}
    return {name: tensor.contiguous() for name, tensor in tensors.items()}


def report_sensitivity(model: RewardModel, text: PromptText, images: Path, cases: list[dict]) -> None:
    """Prints how far each case's scores move when its images are swapped; fails when a pair hardly matters."""
    for case, scored in zip(CASES, cases):
        if case.source == case.edited:
            continue
        swapped = score_case(model, text, images, Case(case.id, case.edited, case.source, case.instruction))
        effects = [abs(swapped[key]["logits"][0] - scored[key]["logits"][0]) for key in ("dim1", "dim2")]
        print(f"{case.id}: swapping the images moves mu by {effects[0]:.3f} and {effects[1]:.3f}")
        if min(effects) < MIN_SWAP_EFFECT:
            raise SystemExit(f"{case.id}: the scores hardly depend on the images; choose another seed or larger gains")


def _write_json(path: Path, value: dict) -> None:
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _write_golden(path: Path, cases: list[dict]) -> None:
    """One case a line: readable in a diff, and a tenth of what an indented list of ids takes."""
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    path.write_text(f'{{"{MODEL}": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

"""
Trains EditReward-Nano, measures it on held-out scenes and writes it as an official checkpoint.

    python reference/train_nano.py --out runs/nano                        # under two hours on two CPU cores
    python reference/train_nano.py --out runs/nano --resume               # go on after a stop
    python reference/train_nano.py --out runs/nano --size large --batch 96 --minutes 60 --autocast    # on a GPU

The folder gets curve.jsonl, checkpoint.pt and at the end checkpoint/, which `editreward convert` reads. SIGINT and
SIGTERM save before they stop. See nano/README.md for the recipe.
"""

import argparse
import os
import sys
from dataclasses import fields, replace
from pathlib import Path

import torch

from nano.agreement import TOLERANCE, largest_difference
from nano.config import SIZES
from nano.export import export_checkpoint
from nano.model_card import write_model_card
from nano.schedule import Recipe
from nano.training import CHECKPOINT, CURVE, Machine, Training, read_checkpoint

DEFAULT_STEPS = 6400
"""Of the run that made the bundled weights: 100 minutes on two CPU cores."""

FINAL_SCENES = 500


def main() -> int:
    sys.stdout.reconfigure(line_buffering=True)
    options = parse_options()
    torch.set_num_threads(options.threads)
    training = prepare(options)
    where = f"{training.machine.device}, {options.threads} threads, {options.workers} drawing processes"
    print(f"{training.recipe} on {where}")
    if not training.run():
        print(f"stopped at step {training.step}; go on with --out {options.out} --resume")
        return 1
    return finish(training, options.final_scenes)


def parse_options() -> argparse.Namespace:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    gpu = torch.cuda.is_available()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder of the run")
    parser.add_argument("--resume", action="store_true", help="go on from its checkpoint, with its recipe")
    recipe = parser.add_argument_group("recipe")
    budget = recipe.add_mutually_exclusive_group()
    budget.add_argument("--steps", type=int, help=f"the schedule follows the steps (default {DEFAULT_STEPS})")
    budget.add_argument("--minutes", type=float, help="the schedule follows the clock: not repeatable")
    recipe.add_argument("--size", choices=sorted(SIZES))
    recipe.add_argument("--seed", type=int)
    recipe.add_argument("--batch", type=int)
    recipe.add_argument("--peak-rate", type=float)
    recipe.add_argument("--head-rate", type=float)
    recipe.add_argument("--auxiliary-share", type=float, help="part of the run before rewards are learnt from")
    recipe.add_argument("--repeat-after", type=int, metavar="N", help="learn N samples by heart, as a check")
    machine = parser.add_argument_group("machine")
    machine.add_argument("--device", default="cuda" if gpu else "cpu")
    machine.add_argument("--threads", type=int, default=cores)
    # On a CPU one process draws faster than the model learns; 0 draws between the steps.
    machine.add_argument("--workers", type=int, default=max(1, min(12, cores - 1)) if gpu else 1)
    machine.add_argument("--autocast", action="store_true", help="bfloat16 products, for a GPU")
    machine.add_argument("--save-every", type=int, default=200, metavar="STEPS")
    machine.add_argument("--log-every", type=int, default=50, metavar="STEPS")
    machine.add_argument("--evaluate-every", type=int, default=1000, metavar="STEPS")
    machine.add_argument("--held-out-scenes", type=int, default=100, help="for the curve")
    machine.add_argument("--final-scenes", type=int, default=FINAL_SCENES, help="for the numbers at the end")
    return parser.parse_args()


def prepare(options: argparse.Namespace) -> Training:
    """A new run, or one to resume; options of the recipe that are given replace those of the checkpoint."""
    given = {
        item.name: getattr(options, item.name)
        for item in fields(Recipe)
        if getattr(options, item.name, None) is not None
    }
    state = None
    if options.resume:
        recipe, state = read_checkpoint(options.out)
    elif (options.out / CHECKPOINT).exists():
        raise SystemExit(f"{options.out} holds a run already: give --resume to go on with it, or another folder")
    else:
        recipe = Recipe(steps=DEFAULT_STEPS)
        (options.out / CURVE).unlink(missing_ok=True)
    if "steps" in given or "minutes" in given:
        recipe = replace(recipe, steps=None, minutes=None)
    machine = Machine(
        device=torch.device(options.device),
        workers=options.workers,
        autocast=options.autocast,
        save_every=options.save_every,
        log_every=options.log_every,
        evaluate_every=options.evaluate_every,
        held_out_scenes=options.held_out_scenes,
    )
    training = Training(options.out, replace(recipe, **given), machine)
    if state is not None:
        training.restore(state)
    return training


def finish(training: Training, scenes: int) -> int:
    """Measures, exports, and fails when the exported checkpoint does not score as the trained model does."""
    held_out = training.evaluate(scenes)
    folder = training.folder / "checkpoint"
    model = training.model.cpu()
    export_checkpoint(model, training.sizes, folder)
    parameters = sum(parameter.numel() for parameter in model.parameters())
    card = folder / "MODEL_CARD.md"
    write_model_card(card, training.recipe, parameters, training.seconds, training.folder / CURVE, held_out)
    difference = largest_difference(model, folder, training.recipe.seed)
    print(f"{folder}: scored by transformers' modules it differs by at most {difference:.1e}")
    return 0 if difference < TOLERANCE else 1


if __name__ == "__main__":
    sys.exit(main())

"""The card of a trained Nano: what it knows, how it was made, and what was measured. Nothing is written by hand."""

import json
from dataclasses import asdict
from pathlib import Path

from nano.schedule import Recipe

KNOWS = """\
# EditReward-Nano

A small reward model for image edits with EditReward's architecture: a Qwen2.5-VL vision tower with windows, a Qwen2
decoder and two reward heads, each giving a score and its uncertainty. It was trained from nothing on drawn pictures:
two to four circles, squares, triangles and stars in eight colours on a plain background, and plain English
instructions to recolour, remove, add, replace or move one of them.

It knows nothing of photographs. It will score one, and the score means nothing.
"""


def write_model_card(path: Path, recipe: Recipe, parameters: int, seconds: float, curve: Path, held_out: dict) -> None:
    records = [json.loads(line) for line in curve.read_text(encoding="utf-8").splitlines()]
    last = max((record for record in records if "losses" in record), key=lambda record: record["step"], default=None)
    parts = [KNOWS, _made(recipe, parameters, seconds, records), _measured(held_out), _curve(records)]
    if last is not None:
        losses = ", ".join(f"{name} {loss:g}" for name, loss in last["losses"].items())
        parts.append(f"Losses around step {last['step']:,}: {losses}.\n")
    path.write_text("\n".join(parts), encoding="utf-8")


def _made(recipe: Recipe, parameters: int, seconds: float, records: list[dict]) -> str:
    samples, step = records[-1]["samples"], records[-1]["step"]
    options = "\n".join(f"| {name} | {value} |" for name, value in asdict(recipe).items() if value is not None)
    return (
        f"## How it was made\n\n{parameters / 1e6:.2f} million parameters, {samples:,} samples in {step:,} steps and "
        f"{seconds / 60:.0f} minutes, by `reference/train_nano.py`:\n\n| option | value |\n| --- | --- |\n{options}\n"
    )


def _measured(held_out: dict) -> str:
    lines = [
        f"| {dimension.replace('_', ' ')} | {kind} | {count['accuracy']:.3f} | {count['pairs']:,} |"
        for dimension, kinds in held_out.items()
        for kind, count in kinds.items()
    ]
    return (
        "## Held-out pairs ordered right\n\nFrom the trainer's own world, scenes that were not trained on; pairs of "
        "one source and instruction with different grades.\n\n| dimension | edits | accuracy | pairs |\n"
        "| --- | --- | --- | --- |\n" + "\n".join(lines) + "\n"
    )


def _curve(records: list[dict]) -> str:
    lines = []
    for record in records:
        if "heldOut" not in record:
            continue
        following, quality = (kinds["all"]["accuracy"] for kinds in record["heldOut"].values())
        lines.append(f"| {record['step']:,} | {record['samples']:,} | {following:.3f} | {quality:.3f} |")
    return (
        "## Curve\n\n| step | samples | instruction following | visual quality |\n| --- | --- | --- | --- |\n"
        + "\n".join(lines)
        + "\n"
    )

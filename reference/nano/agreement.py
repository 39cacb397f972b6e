"""Is the exported checkpoint the model that was trained? The scoring code, on transformers' modules, has the answer."""

import json
import tempfile
from pathlib import Path

import torch
from PIL import Image

from cases import EditCase
from checkpoint import load_reward_model
from nano.data import collate
from nano.model import NanoModel
from nano.samples import draw_held_out
from prompt_input import read_prompt_text
from scoring import score_case

TOLERANCE = 1e-5
SCENES = 4


def largest_difference(model: NanoModel, folder: Path, seed: int) -> float:
    """Between mu and log sigma of both heads, of the model (float32, on the CPU) and of its export in `folder`."""
    text = read_prompt_text(folder, json.loads((folder / "prompts.json").read_text(encoding="utf-8")))
    samples = [sample for index in range(SCENES) for sample in draw_held_out(seed, index)]
    with torch.no_grad():
        own = model.eval()(collate(text, samples).inputs).scores
    official = load_reward_model(folder)
    largest = 0.0
    with tempfile.TemporaryDirectory() as name:
        images = Path(name)
        for number, sample in enumerate(samples):
            for file, picture in zip(("source.png", "edited.png"), sample.pictures):
                Image.fromarray(picture).save(images / file)
            case = EditCase(str(number), "source.png", "edited.png", sample.instruction)
            scored = score_case(official, text, images, case)
            expected = torch.tensor([scored[run]["logits"] for run in ("dim1", "dim2")])
            largest = max(largest, (own[number] - expected).abs().max().item())
    return largest

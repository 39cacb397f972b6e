"""
Scores pairs as the official code does, two full passes each, and tells how long each took: for `npm run bench -- pytorch`.

    python reference/time_scoring.py --checkpoint DIR --prompts prompts.json --threads N

Reads a task a line from standard input, {"source": path, "edited": path, "instruction": text}, and answers each with a line,
{"visionSeconds": s, "textSeconds": s, "scores": [[mu, log sigma], [mu, log sigma]]}. DIR also holds the base model's files.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import torch

from checkpoint import RewardModel, load_reward_model
from prompt_input import PromptText, read_prompt_text
from scoring import run_text, run_vision


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--prompts", type=Path, required=True)
    parser.add_argument("--threads", type=int, required=True)
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    model = load_reward_model(options.checkpoint)
    # Fused attention is the faster one, and what people run; the reference numbers take the plain one.
    for part in (model.vision, model.text):
        part.config._attn_implementation = "sdpa"
    text = read_prompt_text(options.checkpoint, json.loads(options.prompts.read_text(encoding="utf-8")))
    print(json.dumps({"torch": torch.__version__, "threads": torch.get_num_threads()}), flush=True)
    for line in sys.stdin:
        print(json.dumps(time_pair(model, text, json.loads(line))), flush=True)
    return 0


def time_pair(model: RewardModel, text: PromptText, task: dict) -> dict:
    """Both passes over one pair: each runs both images through the vision tower, and all tokens through the decoder."""
    images = [model.family.read(Path(task[name])) for name in ("source", "edited")]
    seconds = {"visionSeconds": 0.0, "textSeconds": 0.0}
    scores = []
    for head in range(len(model.heads)):
        started = time.perf_counter()
        vision = run_vision(model, images)
        embedded = time.perf_counter()
        scores.append(run_text(model, text, vision, task["instruction"], head).scores.tolist())
        seconds["visionSeconds"] += embedded - started
        seconds["textSeconds"] += time.perf_counter() - embedded
    return seconds | {"scores": scores}


if __name__ == "__main__":
    sys.exit(main())

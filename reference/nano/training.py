"""The training loop: batches in, losses down, checkpoints and a curve on disk."""

import json
import os
import signal
import time
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor

from nano.config import SIZES
from nano.data import LabelledBatch, TrainingBatches, stream_batches
from nano.evaluation import describe, evaluate, silent_dimensions
from nano.losses import all_losses
from nano.model import AuxiliaryHeads, NanoModel
from nano.schedule import Recipe, progress_of, rate_factor
from nano.tokenizer import encode_ends, write_nano_tokenizer
from prompt_input import DIMENSIONS

CHECKPOINT = "checkpoint.pt"
CURVE = "curve.jsonl"
BETAS = (0.9, 0.98)


@dataclass(frozen=True)
class Machine:
    """Where and how a run is computed: none of it is part of the recipe."""

    device: torch.device
    workers: int
    autocast: bool
    save_every: int
    log_every: int
    evaluate_every: int
    held_out_scenes: int


class Means:
    """Means of losses since the last line of the curve; a loss that joins on the way is averaged from there."""

    def __init__(self) -> None:
        self._losses: dict[str, list[Tensor]] = defaultdict(list)

    def add(self, losses: dict[str, Tensor]) -> None:
        for name, loss in losses.items():
            self._losses[name].append(loss.detach())

    def take(self) -> dict[str, float]:
        means = {name: round(torch.stack(losses).mean().item(), 4) for name, losses in self._losses.items()}
        self._losses.clear()
        return means


class Pace:
    """Steps a second since the last time it was asked."""

    def __init__(self, step: int) -> None:
        self._step, self._time = step, time.perf_counter()

    def take(self, step: int) -> float:
        now = time.perf_counter()
        pace = (step - self._step) / (now - self._time)
        self._step, self._time = step, now
        return pace


class Training:
    """One run in `folder`. `seconds` counts training and evaluating, not the time between stop and resume."""

    def __init__(self, folder: Path, recipe: Recipe, machine: Machine) -> None:
        self.folder, self.recipe, self.machine = folder, recipe, machine
        folder.mkdir(parents=True, exist_ok=True)
        self.text = write_nano_tokenizer(folder)
        self.sizes = SIZES[recipe.size]
        image_token = self.text.tokenizer.token_to_id("<|image_pad|>")
        image_start = encode_ends(self.text, "").prefix.index(image_token)
        # Drawn on the CPU, so that a seed gives the same numbers wherever they are trained.
        torch.manual_seed(recipe.seed)
        self.model = NanoModel(self.sizes, self.text.tokenizer.get_vocab_size(), image_start)
        self.auxiliary = AuxiliaryHeads(self.sizes.text.hidden)
        self.model.to(machine.device)
        self.auxiliary.to(machine.device)
        self.optimizer = self._optimizer()
        self.step, self.seconds = 0, 0.0
        self.means, self.stopped = Means(), False

    def _optimizer(self) -> torch.optim.AdamW:
        heads = list(self.model.rm_heads.parameters())
        in_heads = {id(parameter) for parameter in heads}
        rest = [parameter for parameter in self.model.parameters() if id(parameter) not in in_heads]
        rest += self.auxiliary.parameters()
        groups = []
        for peak, parameters in ((self.recipe.peak_rate, rest), (self.recipe.head_rate, heads)):
            # Norms and biases have one axis and are not decayed.
            for decay, chosen in ((self.recipe.weight_decay, True), (0.0, False)):
                members = [parameter for parameter in parameters if (parameter.ndim > 1) == chosen]
                groups.append({"params": members, "weight_decay": decay, "peak": peak})
        return torch.optim.AdamW(groups, lr=self.recipe.peak_rate, betas=BETAS)

    @property
    def progress(self) -> float:
        return progress_of(self.recipe, self.step, self.seconds)

    def run(self) -> bool:
        """Trains to the end, or until SIGINT or SIGTERM; either way leaves a checkpoint. True when it is the end."""
        previous = {number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM)}
        repeat_after = self.recipe.repeat_after
        batches = TrainingBatches(self.folder, self.recipe.seed, self.recipe.batch, repeat_after)
        stream = stream_batches(batches, self.step, self.machine.workers)
        pace = Pace(self.step)
        while self.progress < 1 and not self.stopped:
            started, spent = time.perf_counter(), self.seconds
            # Before the step, so that a run that is resumed here looks too.
            if self.step > 0 and self.step % self.recipe.revive_every == 0:
                self._revive_heads()
            self.means.add(self._train_on(next(stream).to(self.machine.device)))
            self.step += 1
            if self.step % self.machine.log_every == 0:
                self._log_losses(pace.take(self.step) * self.recipe.batch)
            if self.step % self.machine.evaluate_every == 0:
                self.evaluate(self.machine.held_out_scenes)
                pace = Pace(self.step)
            self.seconds = spent + time.perf_counter() - started
            if self.step % self.machine.save_every == 0:
                self.save()
        self.save()
        for number, handler in previous.items():
            signal.signal(number, handler)
        return not self.stopped

    def _stop(self, *_: object) -> None:
        self.stopped = True

    def _train_on(self, batch: LabelledBatch) -> dict[str, Tensor]:
        progress = self.progress
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * rate_factor(self.recipe, progress)
        with torch.autocast(self.machine.device.type, torch.bfloat16, enabled=self.machine.autocast):
            losses = all_losses(self.model, self.auxiliary, batch, progress >= self.recipe.auxiliary_share)
        self.optimizer.zero_grad()
        torch.stack(list(losses.values())).sum().backward()
        parameters = [parameter for group in self.optimizer.param_groups for parameter in group["params"]]
        # Raises when a gradient is not finite: better than to go on from ruined weights.
        torch.nn.utils.clip_grad_norm_(parameters, self.recipe.clip_norm, error_if_nonfinite=True)
        self.optimizer.step()
        return losses

    def _revive_heads(self) -> None:
        """A head whose ReLUs have all died gets no gradient any more: it starts again."""
        for index in silent_dimensions(self.model, self.text, self.recipe.seed, self.machine.device):
            self._log({"revived": DIMENSIONS[index]})
            print(f"step {self.step}  the head of {DIMENSIONS[index].replace('_', ' ')} had died and starts again")
            with torch.random.fork_rng():
                torch.manual_seed(self.recipe.seed + self.step)
                self.model.revive_head(index)
            for parameter in self.model.rm_heads[f"head_{index}"].parameters():
                self.optimizer.state.pop(parameter, None)

    def _log_losses(self, samples_per_second: float) -> None:
        losses = self.means.take()
        self._log({"losses": losses, "samplesPerSecond": round(samples_per_second, 1)})
        left = self.seconds * (1 / self.progress - 1) / 60 if self.progress < 1 else 0
        shown = {name: losses[name] for name in ("color", "changed", "outcome", *DIMENSIONS) if name in losses}
        text = "  ".join(f"{name} {loss:.3f}" for name, loss in shown.items())
        print(f"step {self.step}  {self.progress:.1%}  {samples_per_second:.0f} samples/s, {left:.0f} min left  {text}")

    def evaluate(self, scenes: int) -> dict:
        """Prints and logs held-out pair accuracy."""
        held_out = describe(evaluate(self.model, self.text, self.recipe.seed, scenes, self.machine.device))
        self._log({"heldOut": held_out, "scenes": scenes})
        for dimension, kinds in held_out.items():
            by_type = ", ".join(f"{kind} {count['accuracy']:.3f}" for kind, count in kinds.items())
            print(f"step {self.step}  held-out pairs ordered right, {dimension.replace('_', ' ')}: {by_type}")
        return held_out

    def _log(self, record: dict) -> None:
        when = {"step": self.step, "samples": self.step * self.recipe.batch, "seconds": round(self.seconds, 1)}
        where = {"progress": round(self.progress, 5), "rate": self.optimizer.param_groups[0]["lr"]}
        with (self.folder / CURVE).open("a", encoding="utf-8") as curve:
            curve.write(json.dumps(when | where | record) + "\n")

    def save(self) -> None:
        """Writes the checkpoint beside the old one first: an interruption leaves one of them whole."""
        state = {
            "recipe": asdict(self.recipe),
            "step": self.step,
            "seconds": self.seconds,
            "model": self.model.state_dict(),
            "auxiliary": self.auxiliary.state_dict(),
            "optimizer": self.optimizer.state_dict(),
        }
        new = self.folder / f"{CHECKPOINT}.new"
        torch.save(state, new)
        os.replace(new, self.folder / CHECKPOINT)

    def restore(self, state: dict) -> None:
        """Goes on from a checkpoint; lines of the curve that were written after it are taken back."""
        self.model.load_state_dict(state["model"])
        self.auxiliary.load_state_dict(state["auxiliary"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.seconds = state["step"], state["seconds"]
        curve = self.folder / CURVE
        if curve.exists():
            lines = curve.read_text(encoding="utf-8").splitlines(keepends=True)
            curve.write_text("".join(line for line in lines if json.loads(line)["step"] <= self.step), encoding="utf-8")


def read_checkpoint(folder: Path) -> tuple[Recipe, dict]:
    """The recipe and the state of a run to resume."""
    path = folder / CHECKPOINT
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there: no run has saved a checkpoint in {folder} yet")
    state = torch.load(path, map_location="cpu", weights_only=True)
    return Recipe(**state["recipe"]), state

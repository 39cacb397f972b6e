"""Fast checks, without training: python -m unittest discover reference"""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from nano.agreement import TOLERANCE, largest_difference
from nano.config import SIZES
from nano.data import TrainingBatches, stream_batches
from nano.edits import GRADES, WRONG, apply, draw_edit, draw_result
from nano.evaluation import silent_dimensions
from nano.export import export_checkpoint
from nano.model import NanoModel
from nano.samples import draw_held_out, draw_sample
from nano.tokenizer import encode_ends, write_nano_tokenizer
from nano.world import CELL, SIDE, Scene, Thing, draw_scene, render

MAX_TOKENS = 250
"""What a candidate may cost at most."""


def kinds(scene: Scene) -> set[tuple[int, int, int]]:
    return {(thing.shape, thing.color, thing.cell) for thing in scene.things}


class World(unittest.TestCase):
    def test_grades_tell_outcomes_apart(self) -> None:
        rng = np.random.default_rng(5)
        for _ in range(300):
            source = draw_scene(rng)
            edit = draw_edit(rng, source)
            done = kinds(apply(rng, source, edit))
            self.assertNotEqual(done, kinds(source))
            for grade in GRADES:
                outcome, result = draw_result(rng, source, edit, grade)
                same = kinds(result) == done and result.background == source.background
                self.assertEqual(same, grade == 4, f"{edit} {outcome}")
                if grade == 2:
                    self.assertIn(outcome, WRONG[edit.type])
                    self.assertNotEqual(kinds(result), kinds(source))

    def test_an_object_lies_where_its_cell_is(self) -> None:
        black_square = Thing(shape=1, color=6, cell=5, x=2.5 * CELL, y=1.5 * CELL, half=20)
        dark = (render(Scene((200, 200, 200), 0.0, (black_square,)), 4) < 100).all(axis=2)
        rows, columns = np.nonzero(dark)
        self.assertAlmostEqual(rows.mean() + 0.5, SIDE / 2, delta=1)
        self.assertAlmostEqual(columns.mean() + 0.5, 2.5 * CELL, delta=1)
        self.assertAlmostEqual(dark.sum(), 40 * 40, delta=100)

    def test_labels_show_a_recoloring(self) -> None:
        samples = [draw_sample(0, index) for index in range(200)]
        recolored = [s for s in samples if s.edit_type == "recolor" and s.grades[0] == 4]
        self.assertGreater(len(recolored), 5)
        for sample in recolored:
            before, after = sample.labels["color"]
            differ = (before != after) & (before > 0) & (after > 0)
            self.assertEqual(set(before[differ]), {1 + sample.labels["target_color"]})
            self.assertEqual(set(after[differ]), {1 + sample.labels["new_color"]})
            self.assertTrue((sample.labels["changed"][differ] == 1).all())

    def test_held_out_candidates_have_every_grade(self) -> None:
        candidates = draw_held_out(0, 7)
        for dimension in range(2):
            self.assertEqual(sorted(sample.grades[dimension] for sample in candidates), list(GRADES))
        self.assertEqual(len({sample.instruction for sample in candidates}), 1)


class Model(unittest.TestCase):
    def setUp(self) -> None:
        torch.set_num_threads(1)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.text = write_nano_tokenizer(self.folder)

    def test_scores_as_transformers_does(self) -> None:
        image_token = self.text.tokenizer.token_to_id("<|image_pad|>")
        start = encode_ends(self.text, "").prefix.index(image_token)
        for name, sizes in SIZES.items():
            torch.manual_seed(1)
            model = NanoModel(sizes, self.text.tokenizer.get_vocab_size(), start)
            # Norms and biases that are not their neutral start, so that a mix-up would show.
            with torch.no_grad():
                for parameter in model.parameters():
                    if parameter.ndim == 1:
                        parameter += 0.1 * torch.randn_like(parameter)
            export_checkpoint(model, sizes, self.folder)
            self.assertLess(largest_difference(model, self.folder, 0), TOLERANCE, name)

    def test_a_dead_head_starts_again(self) -> None:
        image_token = self.text.tokenizer.token_to_id("<|image_pad|>")
        start = encode_ends(self.text, "").prefix.index(image_token)
        torch.manual_seed(1)
        model = NanoModel(SIZES["small"], self.text.tokenizer.get_vocab_size(), start)
        silent = lambda: silent_dimensions(model, self.text, 0, torch.device("cpu"))
        self.assertEqual(silent(), [])
        torch.nn.init.constant_(model.rm_heads["head_1"][3].bias, -1e3)
        self.assertEqual(silent(), [1])
        model.revive_head(1)
        self.assertEqual(silent(), [])

    def test_candidates_are_short(self) -> None:
        for index in range(100):
            ends = encode_ends(self.text, draw_sample(0, index).instruction)
            self.assertLess(len(ends.prefix) + max(map(len, ends.tails)), MAX_TOKENS)

    def test_batches_do_not_depend_on_who_draws_them(self) -> None:
        batches = TrainingBatches(self.folder, seed=3, size=2, repeat_after=None)
        here, there = (stream_batches(batches, 4, workers) for workers in (0, 2))
        for _ in range(3):
            one, other = next(here), next(there)
            self.assertTrue(torch.equal(one.inputs.pictures, other.inputs.pictures))
            self.assertTrue(torch.equal(one.inputs.ids, other.inputs.ids))


if __name__ == "__main__":
    unittest.main()

"""Fast checks of what `make_tiny.py` wrote and of the rules behind it: python -m unittest discover reference"""

import json
import unittest
from pathlib import Path

import torch
from PIL import Image

from check import check_cases
from checkpoint import load_reward_model
from image_input import ImageConfig, smart_resize
from make_tiny import RECIPES
from native_image_input import native_size, read_upright, resize_natively
from prompt_input import read_prompt_text

HERE = Path(__file__).parent
CLIP = ImageConfig(patch_size=14, merge_size=2, temporal_patch_size=2, mean=(0.0,) * 3, std=(1.0,) * 3)
NATIVE = ImageConfig(
    patch_size=16,
    merge_size=2,
    temporal_patch_size=2,
    mean=(0.5,) * 3,
    std=(0.5,) * 3,
    min_pixels=65536,
    max_pixels=16777216,
)
"""Qwen3-VL's own limits."""


class Golden(unittest.TestCase):
    def setUp(self) -> None:
        torch.set_num_threads(1)

    def test_committed_numbers_are_those_of_this_code(self) -> None:
        for name in RECIPES:
            folder = HERE / name
            cases = json.loads((folder / "golden.json").read_text("utf-8"))
            prompts = json.loads((folder / "prompts.json").read_text("utf-8"))
            model = load_reward_model(folder / "checkpoint")
            text = read_prompt_text(folder / "checkpoint", prompts)
            self.assertEqual(list(cases), [name])
            self.assertEqual(len(cases[name]), len(RECIPES[name].cases))
            self.assertTrue(check_cases(name, cases[name], model, text, folder / "images"), name)

    def test_equal_pixels_tie(self) -> None:
        for name, one, other in (("tiny-hpsv3", "roof", "roof-again"), ("tiny-qwen3", "tie", "tie-again")):
            cases = json.loads((HERE / name / "golden.json").read_text("utf-8"))[name]
            logits = {case["id"]: case["logits"] for case in cases}
            self.assertEqual(logits[one], logits[other])

    def test_tool_call_is_text_in_qwen2_vl_and_a_token_in_qwen3_vl(self) -> None:
        for name, prompt, added in (("tiny-hpsv3", "instruction", False), ("tiny-qwen3", "visual_quality", True)):
            text = read_prompt_text(HERE / name / "checkpoint", RECIPES[name].prompts)
            self.assertIn(prompt, text.prompts)
            self.assertEqual(text.reward_token_id, text.tokenizer.get_vocab_size() - 1)
            self.assertEqual(len(text.tokenizer.encode("<tool_call>").ids) == 1, added, name)


class Sizes(unittest.TestCase):
    def test_native(self) -> None:
        for size, expected in (
            ((500, 500), (512, 512)),
            ((1600, 1200), (1600, 1216)),
            ((40, 30), (320, 224)),
            # The shorter side rounds to 0, so the area is below the limit.
            ((3000, 15), (3648, 32)),
            # 46.5 blocks: half to even.
            ((1488, 512), (1472, 512)),
        ):
            self.assertEqual(native_size(*size, NATIVE), expected)
        with self.assertRaisesRegex(ValueError, "aspect ratio"):
            native_size(2001, 10, NATIVE)

    def test_smart(self) -> None:
        self.assertEqual(smart_resize(40, 30, CLIP), (532, 392))
        # 198 is allowed, but the size made of it is 6300x28, which the processor's own look refuses.
        with self.assertRaisesRegex(ValueError, "6300x28: the aspect ratio"):
            smart_resize(7920, 40, CLIP)


class Pixels(unittest.TestCase):
    def test_a_turned_picture_stands_upright(self) -> None:
        for name in ("house_turned.jpg", "house_turned.png"):
            self.assertEqual(read_upright(HERE / "tiny-qwen3" / "images" / name).size, (180, 260))

    def test_resizing_an_even_picture_changes_no_pixel(self) -> None:
        resized = resize_natively(Image.new("RGB", (333, 444), (10, 128, 255)), NATIVE)
        self.assertEqual(resized.size, native_size(333, 444, NATIVE))
        self.assertEqual(resized.getcolors(), [(resized.width * resized.height, (10, 128, 255))])


if __name__ == "__main__":
    unittest.main()

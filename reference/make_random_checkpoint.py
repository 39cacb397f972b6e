"""
Writes a random EditReward checkpoint of any size in the official layout, to test what only shows at true size.

    python reference/make_random_checkpoint.py --shape mid --out DIR
    python reference/make_random_checkpoint.py --shape qwen2.5-vl-7b --out DIR     # 16.6 GB
    python reference/make_random_checkpoint.py --config config.json --out DIR      # the sizes of another base model

Needs numpy alone, and memory for a few blocks. The numbers repeat a drawn block, scaled tensor by tensor so that activations
stay of order one through all layers: they mean nothing, but nothing in them is zero, infinite or alike.
"""

import argparse
import json
import math
import shutil
import struct
import sys
import time
import zlib
from pathlib import Path
from typing import BinaryIO

import numpy as np

from make_random_shapes import SHAPES, Shapes, full_config, official_shapes

TOKENIZER_FILES = ("tokenizer.json", "tokenizer_config.json", "chat_template.jinja", "chat_template.json")
PREPROCESSOR = {
    "min_pixels": 3136,
    "max_pixels": 12845056,
    "patch_size": 14,
    "temporal_patch_size": 2,
    "merge_size": 2,
    "image_mean": [0.48145466, 0.4578275, 0.40821073],
    "image_std": [0.26862954, 0.26130258, 0.27577711],
}

BLOCK_ELEMENTS = 4_194_301
"""Numbers drawn; a prime, so that no two rows of a matrix are alike."""

RESIDUAL_GAIN = 0.5
"""Of the layers that end a block: each adds this much to a residual stream of order one."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    sizes = parser.add_mutually_exclusive_group(required=True)
    sizes.add_argument("--shape", choices=sorted(SHAPES), help="sizes of a known model")
    sizes.add_argument("--config", type=Path, help="config.json of a base model, whose sizes to take")
    parser.add_argument("--rows", type=int, help="rows of the embedding; default: those of the known model, or vocab_size")
    parser.add_argument(
        "--tokenizer",
        type=Path,
        default=Path(__file__).parent / "tiny" / "checkpoint",
        help="folder of the tokenizer to copy; default: the tiny one",
    )
    parser.add_argument("--pixels", type=int, help="pixel budget of an image, instead of EditReward's 448x448")
    parser.add_argument("--shard-bytes", type=float, default=5e9, help="length of a shard at most")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()

    config = SHAPES[options.shape] if options.shape else json.loads(options.config.read_text(encoding="utf-8"))
    known_rows = config.pop("embedding_rows", None)
    config = full_config(config)
    rows = options.rows or known_rows or config["text_config"]["vocab_size"]
    options.out.mkdir(parents=True, exist_ok=True)
    write_base(options.out, config, options.tokenizer, options.pixels)
    write_shards(options.out, official_shapes(config, rows), int(options.shard_bytes), options.seed)
    return 0


def write_base(folder: Path, config: dict, tokenizer: Path, pixels: int | None) -> None:
    """All but the weights: what stands in the base model's folder."""
    _write_json(folder / "config.json", config)
    _write_json(folder / "preprocessor_config.json", PREPROCESSOR)
    if pixels is not None:
        _write_json(folder / "editreward.json", {"minPixels": pixels, "maxPixels": pixels})
    for name in TOKENIZER_FILES:
        if (tokenizer / name).exists():
            shutil.copy(tokenizer / name, folder / name)


def write_shards(folder: Path, shapes: Shapes, shard_bytes: int, seed: int) -> None:
    """The weights and their index; reports the rate."""
    started = time.monotonic()
    block = np.random.default_rng(seed).standard_normal(BLOCK_ELEMENTS, dtype=np.float32)
    shards = _split(shapes, shard_bytes)
    weight_map = {}
    total = 0
    for index, names in enumerate(shards):
        file_name = f"model-{index + 1:05}-of-{len(shards):05}.safetensors"
        with (folder / file_name).open("wb") as file:
            total += _write_shard(file, {name: shapes[name] for name in names}, block)
        weight_map |= dict.fromkeys(names, file_name)
        print(f"{file_name}: {total / 1e9:.1f} GB in {time.monotonic() - started:.0f} s", file=sys.stderr)
    index = {"metadata": {"total_size": total}, "weight_map": weight_map}
    _write_json(folder / "model.safetensors.index.json", index)


def _split(shapes: Shapes, shard_bytes: int) -> list[list[str]]:
    shards: list[list[str]] = [[]]
    filled = 0
    for name, shape in shapes.items():
        length = _byte_length(name, shape)
        if shards[-1] and filled + length > shard_bytes:
            shards.append([])
            filled = 0
        shards[-1].append(name)
        filled += length
    return shards


def _write_shard(file: BinaryIO, shapes: Shapes, block: np.ndarray) -> int:
    header: dict = {"__metadata__": {"format": "pt"}}
    end = 0
    for name, shape in shapes.items():
        start, end = end, end + _byte_length(name, shape)
        dtype = "F32" if _is_float32(name) else "BF16"
        header[name] = {"dtype": dtype, "shape": list(shape), "data_offsets": [start, end]}
    text = json.dumps(header).encode()
    file.write(struct.pack("<Q", len(text)) + text)
    for name, shape in shapes.items():
        _write_tensor(file, name, shape, block)
    return end


def _write_tensor(file: BinaryIO, name: str, shape: tuple[int, ...], block: np.ndarray) -> None:
    """The block over and over, from a place that depends on the name."""
    count = math.prod(shape)
    mean, deviation = _distribution(name, shape)
    values = _from(block, zlib.crc32(name.encode()) % len(block), count) * np.float32(deviation) + np.float32(mean)
    numbers = values if _is_float32(name) else _to_bfloat16(values)
    for written in range(0, count, len(numbers)):
        file.write(numbers[: count - written].data)


def _from(block: np.ndarray, start: int, count: int) -> np.ndarray:
    """The block's numbers from `start` on, going round: `count` of them, or all when it has no more."""
    piece = block[start : start + count]
    rest = min(count, len(block)) - len(piece)
    return np.concatenate([piece, block[:rest]]) if rest > 0 else piece


def _to_bfloat16(values: np.ndarray) -> np.ndarray:
    """The upper half of each float32, rounded to nearest, ties to even."""
    bits = values.view(np.uint32)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype(np.uint16)


def _distribution(name: str, shape: tuple[int, ...]) -> tuple[float, float]:
    """Mean and standard deviation."""
    if "norm" in name or "ln_q" in name:
        return 1.0, 0.1
    if name.endswith("bias"):
        return 0.0, 0.1
    if "embed_tokens" in name or "lm_head" in name:
        return 0.0, 1.0
    ends_block = any(part in name for part in ("o_proj", "down_proj", "attn.proj"))
    return 0.0, (RESIDUAL_GAIN if ends_block else 1.0) / math.sqrt(math.prod(shape[1:]))


def _is_float32(name: str) -> bool:
    return name.startswith("rm_heads.")


def _byte_length(name: str, shape: tuple[int, ...]) -> int:
    return math.prod(shape) * (4 if _is_float32(name) else 2)


def _write_json(path: Path, value: dict) -> None:
    path.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

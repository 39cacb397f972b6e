"""
Times the official way of scoring, two full passes in bf16, on a GPU: for `npm run bench -- gpu`.

    python reference/time_shapes.py '{"text": {...}, "vision": {...}, "gridSide": 32, "promptTokens": [914, 891], "limitSeconds": 60}'

Needs torch with CUDA and nothing else. Weights are random and pictures are noise; sizes are those of the given shape, in the words
of its config.json. The layers are Qwen2.5-VL's, written in plain torch with its fused attention, without any copy between host
and device: what transformers adds to that is not timed. A pass looks at both pictures, and the prompt runs through all layers for
all of its tokens. Prints a line: {"torch", "device", "attention", "visionSeconds", "textSeconds", "peakBytes"}, seconds a candidate.
"""

import json
import statistics
import sys
import time

import torch
import torch.nn.functional as F

WINDOW_PATCHES = 8
PATCH_COLUMNS = 3 * 2 * 14 * 14
MERGE = 4
ROUNDS = 10
HEAD_WIDTHS = (1024, 16, 2)


def main() -> int:
    task = json.loads(sys.argv[1])
    if not torch.cuda.is_available() and not task.get("cpu"):
        print("torch finds no CUDA here", file=sys.stderr)
        return 1
    device = "cpu" if task.get("cpu") else "cuda"
    dtype = torch.float32 if task.get("cpu") else torch.bfloat16
    torch.manual_seed(1)
    with torch.inference_mode():
        tower = Tower(task["vision"], task["text"]["hidden_size"], device, dtype)
        decoder = Decoder(task["text"], device, dtype)
        seconds = time_passes(tower, decoder, task, device, dtype)
    memory = torch.cuda.max_memory_allocated() if device == "cuda" else 0
    name = torch.cuda.get_device_name() if device == "cuda" else "CPU"
    about = {"torch": torch.__version__, "device": name, "attention": "scaled_dot_product_attention", "peakBytes": memory}
    print(json.dumps(about | seconds))
    return 0


def time_passes(tower, decoder, task: dict, device: str, dtype: torch.dtype) -> dict:
    """Medians of both passes over one candidate. The first round is to warm up."""
    patches = torch.randn(2 * task["gridSide"] ** 2, PATCH_COLUMNS, device=device, dtype=dtype)
    rounds = []
    started = time.perf_counter()
    while len(rounds) <= ROUNDS and (len(rounds) < 2 or time.perf_counter() - started < task["limitSeconds"]):
        vision = text = 0.0
        for tokens in task["promptTokens"]:
            begun = clock(device)
            embeds = tower(patches, task["gridSide"])
            embedded = clock(device)
            decoder(embeds, tokens)
            vision += embedded - begun
            text += clock(device) - embedded
        rounds.append((vision, text))
    vision, text = (statistics.median(times) for times in zip(*rounds[1:]))
    return {"visionSeconds": vision, "textSeconds": text}


def clock(device: str) -> float:
    if device == "cuda":
        torch.cuda.synchronize()
    return time.perf_counter()


class Linear:
    """A matrix that keeps the size of what it is multiplied with, and perhaps a bias."""

    def __init__(self, rows: int, columns: int, bias: bool, device: str, dtype: torch.dtype):
        self.weight = torch.empty(rows, columns, device=device, dtype=dtype).normal_(0, columns**-0.5)
        self.bias = torch.zeros(rows, device=device, dtype=dtype) if bias else None

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        return F.linear(x, self.weight, self.bias)


def rms_norm(x: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """As the official classes do: in fp32, then back."""
    wide = x.float()
    return weight * (wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + 1e-6)).to(x.dtype)


def rotate(x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    first, second = x.chunk(2, dim=-1)
    return x * cos + torch.cat((-second, first), dim=-1) * sin


def rotary(positions: int, width: int, device: str, dtype: torch.dtype):
    frequencies = 10000.0 ** (-torch.arange(0, width, 2, device=device) / width)
    angles = torch.outer(torch.arange(positions, device=device), frequencies).repeat(1, 2)
    return angles.cos().to(dtype), angles.sin().to(dtype)


class Mlp:
    def __init__(self, hidden: int, inner: int, bias: bool, device: str, dtype: torch.dtype):
        self.gate, self.up = (Linear(inner, hidden, bias, device, dtype) for _ in range(2))
        self.down = Linear(hidden, inner, bias, device, dtype)

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        return self.down(F.silu(self.gate(x)) * self.up(x))


class Tower:
    """Patches of pictures of one size, in the order of their windows, to tokens."""

    def __init__(self, sizes: dict, out: int, device: str, dtype: torch.dtype):
        self.heads, self.hidden, self.full = sizes["num_heads"], sizes["hidden_size"], sizes["fullatt_block_indexes"]
        hidden, inner = self.hidden, sizes["intermediate_size"]
        self.embed = Linear(hidden, PATCH_COLUMNS, False, device, dtype)
        self.blocks = [
            (
                torch.ones(2, hidden, device=device, dtype=dtype),
                Linear(3 * hidden, hidden, True, device, dtype),
                Linear(hidden, hidden, True, device, dtype),
                Mlp(hidden, inner, True, device, dtype),
            )
            for _ in range(sizes["depth"])
        ]
        self.norm = torch.ones(hidden, device=device, dtype=dtype)
        self.merger = (
            Linear(MERGE * hidden, MERGE * hidden, True, device, dtype),
            Linear(out, MERGE * hidden, True, device, dtype),
        )

    def __call__(self, patches: torch.Tensor, side: int) -> torch.Tensor:
        x = self.embed(patches)
        cos, sin = rotary(len(x), self.hidden // self.heads, x.device, x.dtype)
        for index, (norms, qkv, project, mlp) in enumerate(self.blocks):
            group = side**2 if index in self.full else min(WINDOW_PATCHES, side) ** 2
            x = x + project(self.attend(qkv(rms_norm(x, norms[0])), group, cos, sin))
            x = x + mlp(rms_norm(x, norms[1]))
        inner, outer = self.merger
        merged = rms_norm(x, self.norm).reshape(-1, MERGE * self.hidden)
        return outer(F.gelu(inner(merged)))

    def attend(self, qkv: torch.Tensor, group: int, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
        query, key, value = qkv.reshape(len(qkv), 3, self.heads, -1).unbind(1)
        query, key = (rotate(x, cos[:, None], sin[:, None]) for x in (query, key))
        apart = (x.reshape(-1, group, self.heads, x.shape[-1]).transpose(1, 2) for x in (query, key, value))
        return F.scaled_dot_product_attention(*apart).transpose(1, 2).reshape(len(qkv), -1)


class Decoder:
    """A prompt whose first tokens are pictures', through all layers, and a reward of its last token."""

    def __init__(self, sizes: dict, device: str, dtype: torch.dtype):
        hidden, inner = sizes["hidden_size"], sizes["intermediate_size"]
        self.heads, self.key_heads = sizes["num_attention_heads"], sizes["num_key_value_heads"]
        self.width = hidden // self.heads
        self.layers = [
            (
                torch.ones(2, hidden, device=device, dtype=dtype),
                Linear(self.heads * self.width, hidden, True, device, dtype),
                Linear(self.key_heads * self.width, hidden, True, device, dtype),
                Linear(self.key_heads * self.width, hidden, True, device, dtype),
                Linear(hidden, self.heads * self.width, False, device, dtype),
                Mlp(hidden, inner, False, device, dtype),
            )
            for _ in range(sizes["num_hidden_layers"])
        ]
        self.norm = torch.ones(hidden, device=device, dtype=dtype)
        widths = (hidden, *HEAD_WIDTHS)
        self.reward = [Linear(out, into, True, device, dtype) for into, out in zip(widths, widths[1:])]

    def __call__(self, embeds: torch.Tensor, tokens: int) -> torch.Tensor:
        text = torch.randn(tokens - len(embeds), embeds.shape[1], device=embeds.device, dtype=embeds.dtype)
        x = torch.cat((embeds, text))
        cos, sin = rotary(tokens, self.width, x.device, x.dtype)
        for norms, query, key, value, out, mlp in self.layers:
            normed = rms_norm(x, norms[0])
            x = x + out(self.attend(query(normed), key(normed), value(normed), cos, sin))
            x = x + mlp(rms_norm(x, norms[1]))
        x = rms_norm(x, self.norm)[-1]
        for index, layer in enumerate(self.reward):
            x = layer(x if index == 0 else F.relu(x))
        return x

    def attend(self, query, key, value, cos, sin) -> torch.Tensor:
        query, key, value = (x.reshape(len(x), -1, self.width).transpose(0, 1) for x in (query, key, value))
        query, key = rotate(query, cos, sin), rotate(key, cos, sin)
        key, value = (x.repeat_interleave(self.heads // self.key_heads, 0) for x in (key, value))
        attended = F.scaled_dot_product_attention(query[None], key[None], value[None], is_causal=True)[0]
        return attended.transpose(0, 1).reshape(query.shape[1], -1)


if __name__ == "__main__":
    sys.exit(main())

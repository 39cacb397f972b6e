"""Rounding with error feedback (GPTQ) in numpy, written apart from the TypeScript, for its test to agree with.

    python reference/error_feedback.py      writes reference/error_feedback.json

A random matrix is rounded to 4 bits within groups of 128 columns. Inputs and weights come from a linear congruence, so the
test draws the very same numbers. numpy inverts the sums of products and takes the root of the inverse, where the TypeScript
inverts a root.
"""

import json
from pathlib import Path

import numpy as np

GROUP = 128
BLOCK = 32
DAMPING = 0.01
ROWS, COLUMNS, SAMPLES = 24, 300, 200


def draw(count, state):
    """Numbers from -1 to 1 in steps of 2^-23, and the congruence's state after them."""
    values = np.empty(count)
    for i in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        values[i] = ((state >> 8) - 2**23) / 2**23
    return values, state


def inputs_and_weights():
    """Inputs of which neighbours go together, and weights whose last row is 0; both float32."""
    noise, state = draw(SAMPLES * COLUMNS, 1)
    noise = noise.reshape(SAMPLES, COLUMNS)
    inputs = noise.copy()
    inputs[:, 1:] += 0.75 * noise[:, :-1]
    inputs[:, 5] = 0
    weights, _ = draw(ROWS * COLUMNS, state)
    weights = weights.reshape(ROWS, COLUMNS)
    weights[-1] = 0
    return inputs.astype(np.float32), weights.astype(np.float32)


def padded(matrix, multiple):
    return np.pad(matrix, ((0, 0), (0, -matrix.shape[1] % multiple)))


def factors_of(inputs):
    """Of each group: the damped mean squares, and U / diag(U) of H^-1 = U^T U; as the converter keeps them, in float32."""
    for start in range(0, inputs.shape[1], GROUP):
        x = inputs[:, start : start + GROUP].astype(np.float64)
        h = (x.T @ x).astype(np.float32).astype(np.float64)
        h += np.eye(GROUP) * DAMPING * np.trace(h) / GROUP
        upper = np.linalg.cholesky(np.linalg.inv(h)).T
        yield np.diag(h).astype(np.float32).astype(np.float64), (upper / np.diag(upper)[:, None]).astype(np.float32).astype(np.float64)


def block_scale(block, importance, symmetric):
    """Scale and zero point that leave the least weighted squared error, of seven."""
    low, high = min(block.min(), 0.0), max(block.max(), 0.0)
    if symmetric:
        extent, levels, middle, centre = (-high if high > -low else -low), 8, 8, 0.0
    else:
        extent, levels, middle, centre = high - low, 15, 7.5, (low + high) / 2
    if np.float32(extent / levels) == 0:
        return 0.0, 8
    best, best_removed = None, 0.0
    for step in range(-4, 3):
        inverse = (levels + step * 0.4) / extent
        zero = int(np.clip(np.floor(middle - centre * inverse + 0.5), 0, 15))
        q = np.clip(np.rint(block * inverse), -zero, 15 - zero)
        xq, qq = np.sum(importance * block * q), np.sum(importance * q * q)
        removed = xq * xq / qq if qq else 0.0
        if removed > best_removed:
            best, best_removed = (float(np.float32(xq / qq)), zero), removed
    return best


def quantize(inputs, weights, symmetric):
    columns = padded(weights, BLOCK).shape[1]
    inputs, weights = padded(inputs, GROUP), padded(weights, GROUP).astype(np.float64)
    codes = np.zeros(weights.shape, int)
    scales, zeros = [[] for _ in range(ROWS)], [[] for _ in range(ROWS)]
    for index, (importance, factors) in enumerate(factors_of(inputs)):
        for row in range(ROWS):
            group = weights[row, index * GROUP : (index + 1) * GROUP].copy()
            for start in range(0, GROUP, BLOCK):
                inside = slice(start, start + BLOCK)
                scale, zero = block_scale(group[inside], importance[inside], symmetric)
                scales[row].append(scale)
                zeros[row].append(zero)
                for i in range(start, start + BLOCK):
                    code = int(np.clip((np.rint(group[i] / scale) if scale else 0) + zero, 0, 15))
                    codes[row, index * GROUP + i] = code
                    group[i + 1 :] -= (group[i] - (code - zero) * scale) * factors[i, i + 1 :]
    blocks = columns // BLOCK
    return {
        "codes": ["".join(f"{code:x}" for code in row[:columns]) for row in codes],
        "scales": [row[:blocks] for row in scales],
        "zeroPoints": [row[:blocks] for row in zeros],
    }


def main():
    inputs, weights = inputs_and_weights()
    results = {name: quantize(inputs, weights, name == "symmetric") for name in ("asymmetric", "symmetric")}
    target = Path(__file__).parent / "error_feedback.json"
    target.write_text(json.dumps({"rows": ROWS, "columns": COLUMNS, "samples": SAMPLES, **results}, indent=1) + "\n")


if __name__ == "__main__":
    main()

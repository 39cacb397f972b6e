import { expect, it } from 'vitest';
import { findingTexts, type WeightFinding } from './weightFindings.ts';

const finding = (kind: WeightFinding['kind'], tensor: string, count: number, largest: number) => ({
  kind,
  tensor,
  count,
  largest,
});

it('makes one sentence of each kind, with the first of its tensors and the largest of all', () => {
  const findings = ['a', 'b', 'c', 'd', 'e'].map((name, i) => finding('saturated', name, 2, 70000 + i));
  expect(findingTexts([...findings, finding('scaleVanished', 'f', 1, 1e-9)])).toEqual([
    '10 weights of a, b, c and 2 more did not fit into 16 bits and became 65504 (the largest is 70004). Scores may differ ' +
      'from those of the checkpoint: convert it to q4 or q8, which compute in 32 bits.',
    '1 block of f had weights too small for their scales, and became zero.',
  ]);
  expect(findingTexts([])).toEqual([]);
});

import { expect, it } from 'vitest';
import { poolHeads } from '../score/score.ts';
import { askWhole, coverRegions, omitWords } from './explainScore.ts';
import { importanceMap } from './importanceMap.ts';
import type { Variant } from './variant.ts';

const GRID = { rows: 8, columns: 8 };
const INSTRUCTION = 'Make the hat red';
/** The one block that this model looks at. */
const TARGET = { row: 5, column: 2 };

/** Looks at one block and for one word. */
function scoreOf(variant: Variant): number {
  if (variant.kind === 'whole') return 1;
  if (variant.kind === 'text') return variant.instruction.includes('red') ? 1 : -1;
  const { row, column, rows, columns } = variant.region;
  const isHidden =
    TARGET.row >= row && TARGET.row < row + rows && TARGET.column >= column && TARGET.column < column + columns;
  return isHidden ? 0 : 1;
}

function createModel() {
  const asked: Variant[][] = [];
  const ask = async (variants: readonly Variant[]) => {
    asked.push([...variants]);
    const scores = variants.map((variant) => poolHeads({ following: { mu: scoreOf(variant), logSigma: 0 } }));
    return { grid: GRID, scores };
  };
  return { ask, asked };
}

it('finds the block that a score rests on, in fewer questions than there are blocks', async () => {
  const { ask, asked } = createModel();
  const known = await askWhole(ask);
  expect([known.whole.reward, known.allCovered.reward]).toEqual([1, 0]);
  const coverings = await coverRegions(known, ask);
  const map = importanceMap(GRID, known.whole, coverings, 'following');
  expect(map.indexOf(Math.max(...map))).toBe(5 * 8 + 2);
  expect(map[5 * 8 + 2]).toBeCloseTo((1 + 1 / 4 + 1 / 16) / 3, 6);
  expect(asked.map((variants) => variants.length)).toEqual([1, 1, 9, 16, 16]);
});

it('asks in portions, and tells what is known after each', async () => {
  const { ask, asked } = createModel();
  const known = await askWhole(ask);
  const counts: number[] = [];
  const all = await coverRegions(known, ask, { portion: 10, onPortion: (soFar) => counts.push(soFar.length) });
  expect(counts).toEqual([9, 19, 25, 35, 41]);
  expect(asked).toHaveLength(7);
  expect(all).toEqual(await coverRegions(known, ask));
});

it('finds the word that a score rests on', async () => {
  const { ask } = createModel();
  const words = await omitWords(INSTRUCTION, ask, { portion: 3 });
  const without = words.map(({ start, end, score }) => [INSTRUCTION.slice(start, end), score.reward]);
  expect(without).toEqual([['Make', 1], ['the', 1], ['hat', 1], ['red', -1]]); // prettier-ignore
});

it('asks nothing of an instruction of one word', async () => {
  const { ask, asked } = createModel();
  expect(await omitWords('Sharpen', ask)).toEqual([]);
  expect(asked).toEqual([]);
});

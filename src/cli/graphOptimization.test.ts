import { join, resolve } from 'node:path';
import { rm } from 'node:fs/promises';
import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convertForTest, largestDifference, numbersOf } from '../testing/packages.ts';
import { defined } from '../core/defined.ts';
import { DTYPES } from '../core/modelPackage/manifest.ts';
import type { CandidateScore } from '../core/score/score.ts';
import { loadScoringModel } from '../runtime/model/scoringModel.ts';
import { scoreSelfTest } from '../runtime/trust/selfTest.ts';
import { wrapSession, type Backend } from '../runtime/model/session.ts';
import { openModelPackage } from '../packages/modelPackage.ts';
import { createNodeBackend } from './nodeBackend.ts';
import { directoryFolder } from './nodeFiles.ts';

/** One checkpoint for each base, as their graphs are of other operators. */
const FAMILIES = ['tiny', 'tiny-hpsv3', 'tiny-qwen3'] as const;

type Level = NonNullable<ort.InferenceSession.SessionOptions['graphOptimizationLevel']>;

async function scoreAt(path: string, graphOptimizationLevel: Level): Promise<CandidateScore> {
  const backend: Backend = {
    ...createNodeBackend(path),
    async createSession({ graph }) {
      // One thread: sums are then always in the same order.
      const options = { executionProviders: ['cpu'], intraOpNumThreads: 1, graphOptimizationLevel };
      const session = await ort.InferenceSession.create(join(path, graph), options);
      return wrapSession(session as unknown as Parameters<typeof wrapSession>[0]);
    },
  };
  const model = await loadScoringModel(await openModelPackage(directoryFolder(path)), backend, {});
  try {
    return await scoreSelfTest(model);
  } finally {
    await model.dispose();
  }
}

/**
 * LayerNorm is computed in 32 bits between casts, and onnxruntime moves casts: numbers of 16 bits are then rounded in other places,
 * by some 1e-3 on these models. Norms without a mean stay as they are.
 */
const ROUNDING_BAR = 5e-3;
const ROUNDED = ['tiny-hpsv3 q4f16', 'tiny-qwen3 q4f16'];

// In a browser onnxruntime does not optimise them: see `src/runtime/web/createWebSession.ts`.
describe('the graphs for the CPU, whether onnxruntime optimises them or not', () => {
  const paths: Record<string, string> = { nano: resolve('public/models/nano') };
  const converted = FAMILIES.flatMap((family) =>
    DTYPES.map((dtype) => ({ family, dtype, name: `${family} ${dtype}` })),
  );
  const pathOf = (name: string) => defined(paths[name], `${name} is not converted.`);

  beforeAll(async () => {
    for (const { family, dtype, name } of converted) paths[name] = await convertForTest(family, { dtype });
  });
  afterAll(() => Promise.all(converted.map(({ name }) => rm(pathOf(name), { recursive: true }))));

  it.each(['nano', ...converted.map(({ name }) => name)].filter((name) => !ROUNDED.includes(name)))(
    'give the same bits in %s',
    async (name) => {
      expect(await scoreAt(pathOf(name), 'disabled')).toEqual(await scoreAt(pathOf(name), 'all'));
    },
  );

  it.each(ROUNDED)('round otherwise in %s, and no more', async (name) => {
    const [plain, optimised] = [await scoreAt(pathOf(name), 'disabled'), await scoreAt(pathOf(name), 'all')];
    expect(largestDifference(numbersOf(plain), numbersOf(optimised))).toBeLessThan(ROUNDING_BAR);
  });
});

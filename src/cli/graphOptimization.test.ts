import { join, resolve } from 'node:path';
import { rm } from 'node:fs/promises';
import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convertForTest } from '../../e2e/harness/packages.ts';
import { DTYPES } from '../core/modelPackage/manifest.ts';
import type { CandidateScore } from '../core/score.ts';
import { loadScoringModel } from '../runtime/scoringModel.ts';
import { scoreSelfTest } from '../runtime/selfTest.ts';
import { wrapSession, type Backend } from '../runtime/session.ts';
import { openModelPackage } from '../storage/modelPackage.ts';
import { createNodeBackend } from './nodeBackend.ts';
import { directoryFolder } from './nodeFiles.ts';

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

// In a browser onnxruntime does not optimise them: see `src/runtime/web/createWebSession.ts`.
describe('the graphs for the CPU give the same bits whether onnxruntime optimises them or not', () => {
  const paths: Record<string, string> = { nano: resolve('public/models/nano') };
  const dtypes = DTYPES;

  beforeAll(async () => {
    for (const dtype of dtypes) paths[dtype] = await convertForTest('tiny', { dtype });
  });
  afterAll(() => Promise.all(dtypes.map((dtype) => rm(paths[dtype] ?? '', { recursive: true }))));

  it.each(['nano', ...dtypes])('%s', async (name) => {
    const path = paths[name] ?? '';
    expect(await scoreAt(path, 'disabled')).toEqual(await scoreAt(path, 'all'));
  });
});

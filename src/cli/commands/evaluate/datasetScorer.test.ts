import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DatasetRequest } from '../../../batch/planRequests.ts';
import { EditRewardError } from '../../../core/errors.ts';
import { openModelPackage, type ModelPackage } from '../../../packages/modelPackage.ts';
import { RunClock } from '../../../runtime/model/runClock.ts';
import { editScore } from '../../../testing/scoreForTest.ts';
import type { LiveModel } from '../../liveModel.ts';
import { directoryFolder } from '../../nodeFiles.ts';
import { FeatureFile, featureShape } from '../../taste/featureFile.ts';
import { createDatasetScorer } from './datasetScorer.ts';
import { DeviceMeter } from './deviceUse.ts';

const SCORE = editScore({ mu: 1, logSigma: 0 }, { mu: 2, logSigma: 0 });
const PICTURE = {
  image: { kind: 'embedded', name: 'a', read: () => Promise.reject(new Error('not looked at')) },
  uses: [{ line: 1, candidate: 0 }],
} as const;
const REQUEST: DatasetRequest = { instruction: 'x', pictures: [PICTURE] };

let root = '';
let nano: ModelPackage;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'editreward-scorer-'));
  nano = await openModelPackage(directoryFolder('public/models/nano'));
});
afterAll(() => rm(root, { recursive: true }));

/** It has seen the picture, and scored it. */
const model: Pick<LiveModel, 'score' | 'dispose' | 'device' | 'clock'> = {
  device: { provider: 'cpu', description: 'CPU', features: [] },
  clock: new RunClock(),
  async score(_request, { onStates, onProgress }) {
    onStates?.(0, [new Float32Array(128), new Float32Array(128)]);
    onProgress?.({ type: 'outcome', candidate: 0, outcome: { status: 'scored', score: SCORE } });
    return { outcomes: [{ status: 'scored', score: SCORE }] };
  },
  dispose: async () => undefined,
};

it('keeps the score of a picture whose features cannot be written', async () => {
  const folder = join(root, 'gone');
  const file = await FeatureFile.open(join(folder, 'features.bin'), featureShape(nano, undefined));
  await rm(folder, { recursive: true });
  const { imageProcessor } = nano.manifest;
  const settings = { folder: root, official: imageProcessor, inForce: imageProcessor };
  const notes = { meter: new DeviceMeter(model.clock), transparent: new Set<string>() };
  const scorer = createDatasetScorer(model as LiveModel, settings, notes, { file, datasetSha256: 'd' });
  const settled: unknown[] = [];
  const scoring = scorer.score(REQUEST, (_picture, outcome) => settled.push(outcome), new AbortController().signal);
  await expect(scoring).rejects.toThrow(EditRewardError);
  await expect(scoring).rejects.toMatchObject({ name: 'FeatureFileError' });
  expect(settled).toMatchObject([{ score: SCORE }]);
  await scorer.dispose?.();
});

import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convertForTest, dataFolder, hasCheckpoint, largestDifference, numbersOf } from '../testing/packages.ts';
import { prepareDecoded } from '../core/image/modelInput/prepareImage.ts';
import type { CandidateScore } from '../core/score/score.ts';
import type { CandidateOutcome } from '../core/score/outcome.ts';
import type { ScoreProgress } from '../core/score/scoreProgress.ts';
import { scoreImages } from '../runtime/scoring/scoreImages.ts';
import { scoreRequest } from '../runtime/scoring/scoreRequest.ts';
import type { ScoreStep } from '../runtime/scoring/scoringJob.ts';
import { loadScoringModel, type ScoringModel } from '../runtime/model/scoringModel.ts';
import type { Backend } from '../runtime/model/session.ts';
import { attemptWarnings } from '../runtime/trust/attemptWarnings.ts';
import { loadTrustedModel } from '../runtime/trust/trustedModel.ts';
import { openModelPackage, type ModelPackage } from '../packages/modelPackage.ts';
import { decodeImage } from './decodeImage.ts';
import { createNodeBackend } from './nodeBackend.ts';
import { directoryFolder } from './nodeFiles.ts';

/** The same products in the same order; only where hidden states wait is another place. */
const BAR = 1e-5;
const IMAGES = ['house.png', 'house_blue_roof.png', 'house_gray.png'] as const;

function decodeOf(name: string) {
  return decodeImage(readFileSync(join(dataFolder('tiny'), 'images', name)), name, 'official');
}

async function readRequest({ manifest }: ScoringModel) {
  const [source, ...edits] = await Promise.all(
    IMAGES.map(async (name) => prepareDecoded(await decodeOf(name), manifest.imageProcessor, name)),
  );
  return { source, candidates: edits.map((image, key) => ({ key, image })), instruction: 'Make the roof blue' };
}

async function score(model: ScoringModel, onStep?: (step: ScoreStep) => void) {
  const scores: CandidateScore[] = [];
  for await (const scored of scoreImages(model, await readRequest(model), { onStep })) {
    if ('score' in scored) scores[scored.candidate] = scored.score;
  }
  return scores;
}

/** The CPU with room for `room` sessions at a time, and what was opened on it. */
function createRoomyBackend(path: string, room = Infinity) {
  const backend = createNodeBackend(path);
  const count = { opened: [] as string[], open: 0, mostOpen: 0 };
  const createSession: Backend['createSession'] = async (files, reader) => {
    if (count.open >= room) throw new Error('std::bad_alloc');
    const session = await backend.createSession(files, reader);
    count.opened.push(files.graph);
    count.mostOpen = Math.max(count.mostOpen, ++count.open);
    return { ...session, release: () => session.release().finally(() => (count.open -= 1)) };
  };
  return { backend: { ...backend, createSession }, count };
}

describe('a streamed model', () => {
  let path: string;
  let modelPackage: ModelPackage;

  beforeAll(async () => {
    path = await convertForTest('tiny', { maxLayersPerShard: 1 });
    modelPackage = await openModelPackage(directoryFolder(path));
  }, 240_000);
  afterAll(() => rm(path, { recursive: true }));

  it('gives the rewards of a resident one, with each shard loaded once and one at a time', async () => {
    const resident = await loadScoringModel(modelPackage, createNodeBackend(path), {});
    const expected = await score(resident);
    await resident.dispose();
    const { backend, count } = createRoomyBackend(path);
    const streamed = await loadScoringModel(modelPackage, backend, { residency: 'streamed' });
    expect(count.opened).toEqual([]);
    const steps: ScoreStep[] = [];
    const scores = await score(streamed, (step) => steps.push(step));
    expect(scores).toHaveLength(2);
    expect(largestDifference(scores.flatMap(numbersOf), expected.flatMap(numbersOf))).toBeLessThanOrEqual(BAR);
    expect(count.opened).toEqual(modelPackage.manifest.sessions.map(({ graphs }) => graphs.cpu));
    expect(count.opened.length).toBeGreaterThan(3);
    expect(count).toMatchObject({ open: 0, mostOpen: 1 });
    const [first, last] = [steps[0], steps.at(-1)];
    expect(first?.done).toBe(0);
    expect(last?.done).toBeLessThan(last?.total ?? 0);
    expect(last?.done).toBeGreaterThan(0.8 * (last?.total ?? Infinity));
  });

  it('lets go of the shard when it is cancelled', async () => {
    const { backend, count } = createRoomyBackend(path);
    const streamed = await loadScoringModel(modelPackage, backend, { residency: 'streamed' });
    const controller = new AbortController();
    const request = await readRequest(streamed);
    const onStep = ({ stage }: ScoreStep) => stage === 'language' && controller.abort();
    const run = scoreImages(streamed, request, { signal: controller.signal, onStep });
    await expect(run.next()).rejects.toMatchObject({ name: 'AbortError' });
    expect(count.opened.length).toBeGreaterThan(0);
    expect(count.open).toBe(0);
  });

  it('is what a device with too little memory gets', async () => {
    const { backend } = createRoomyBackend(path, 2);
    const device = { provider: 'cpu', features: [], variants: ['cpu'], create: async () => backend } as const;
    const { model, attempts } = await loadTrustedModel(modelPackage, [device], {});
    expect(model.residency).toBe('streamed');
    expect(attempts).toMatchObject([
      { residency: 'resident', passed: false, reason: 'std::bad_alloc.' },
      { residency: 'streamed', passed: true },
    ]);
    expect(attemptWarnings(attempts)).toEqual(['CPU is not used: std::bad_alloc. CPU shard by shard is used instead.']);
  });

  it('scores no candidate whose outcome is known', async () => {
    const streamed = await loadScoringModel(modelPackage, createNodeBackend(path), { residency: 'streamed' });
    const known = { status: 'failed', error: { name: 'DecodeError', message: 'known' } } as const;
    const outcomes = new Map<number, CandidateOutcome>([[0, known]]);
    const heard: number[] = [];
    const request = {
      source: { name: 'source', decode: () => decodeOf(IMAGES[0]) },
      candidates: [
        { name: 'first', decode: () => expect.fail('decoded again') },
        { name: 'second', decode: () => decodeOf(IMAGES[2]) },
      ],
      instruction: 'Make the roof blue',
    };
    const onProgress = (progress: ScoreProgress) => progress.type === 'outcome' && heard.push(progress.candidate);
    const result = await scoreRequest(streamed, request, { outcomes, onProgress });
    expect(result.outcomes).toMatchObject([known, { status: 'scored' }]);
    expect(heard).toEqual([1]);
  });
});

describe.skipIf(!hasCheckpoint('qwen3-a'))('a streamed model with features of early layers', () => {
  it('gives the rewards of a resident one, and runs no image again', async () => {
    const path = await convertForTest('qwen3-a', { maxLayersPerShard: 1 });
    const modelPackage = await openModelPackage(directoryFolder(path));
    const { backend, count } = createRoomyBackend(path);
    const resident = await loadScoringModel(modelPackage, createNodeBackend(path), {});
    const streamed = await loadScoringModel(modelPackage, backend, { residency: 'streamed' });
    const expected = await score(resident);
    const scores = await score(streamed);
    expect(largestDifference(scores.flatMap(numbersOf), expected.flatMap(numbersOf))).toBeLessThanOrEqual(BAR);
    expect(count.opened).toEqual(modelPackage.manifest.sessions.map(({ graphs }) => graphs.cpu));
    expect(await score(streamed)).toEqual(scores);
    const again = count.opened.slice(modelPackage.manifest.sessions.length);
    expect(again.filter((graph) => graph.includes('vision'))).toEqual([]);
    await Promise.all([resident.dispose(), streamed.dispose()]);
    await rm(path, { recursive: true });
  });
});

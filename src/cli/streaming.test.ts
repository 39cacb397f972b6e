import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convertForTest, dataFolder, largestDifference, numbersOf } from '../../e2e/harness/packages.ts';
import { prepareImage } from '../core/image/prepareImage.ts';
import type { CandidateScore } from '../core/score.ts';
import { scoreImages } from '../runtime/scoreImages.ts';
import type { ScoreStep } from '../runtime/scoringJob.ts';
import { loadScoringModel, type ScoringModel } from '../runtime/scoringModel.ts';
import { openModelPackage } from '../storage/modelPackage.ts';
import { decodeImage } from './decodeImage.ts';
import { createNodeBackend } from './nodeBackend.ts';
import { directoryFolder } from './nodeFiles.ts';

/** The same products in the same order; only where hidden states wait is another place. */
const BAR = 1e-5;
const IMAGES = ['house.png', 'house_blue_roof.png', 'house_gray.png'];

function readImages({ manifest }: ScoringModel, names: readonly string[]) {
  return Promise.all(
    names.map(async (name) => {
      const { image } = await decodeImage(readFileSync(join(dataFolder('tiny'), 'images', name)), name, 'official');
      return prepareImage(image, manifest.imageProcessor, name);
    }),
  );
}

async function score(model: ScoringModel, onStep?: (step: ScoreStep) => void) {
  const images = await readImages(model, IMAGES);
  const scores: CandidateScore[] = [];
  for await (const scored of scoreImages(model, { images, instruction: 'Make the roof blue' }, { onStep })) {
    if ('score' in scored) scores[scored.candidate] = scored.score;
  }
  return scores;
}

describe('a streamed model', () => {
  let path: string;
  let resident: ScoringModel;
  let streamed: ScoringModel;
  const loaded: string[] = [];
  let open = 0;
  let mostOpen = 0;

  beforeAll(async () => {
    path = await convertForTest('tiny', { maxLayersPerShard: 1 });
    const modelPackage = await openModelPackage(directoryFolder(path));
    resident = await loadScoringModel(modelPackage, createNodeBackend(path), {});
    streamed = await loadScoringModel(modelPackage, watchSessions(), { residency: 'streamed' });
  }, 240_000);
  afterAll(async () => {
    await resident.dispose();
    await streamed.dispose();
    await rm(path, { recursive: true });
  });

  function watchSessions() {
    const backend = createNodeBackend(path);
    return {
      ...backend,
      async createSession(...[files, reader]: Parameters<typeof backend.createSession>) {
        const session = await backend.createSession(files, reader);
        loaded.push(files.graph.replace('.cpu.onnx', ''));
        mostOpen = Math.max(mostOpen, ++open);
        return {
          ...session,
          async release() {
            open -= 1;
            await session.release();
          },
        };
      },
    };
  }

  it('gives the rewards of a resident one, with each shard loaded once and one at a time', async () => {
    const steps: ScoreStep[] = [];
    const expected = await score(resident);
    const scores = await score(streamed, (step) => steps.push(step));
    expect(scores).toHaveLength(2);
    expect(largestDifference(scores.flatMap(numbersOf), expected.flatMap(numbersOf))).toBeLessThanOrEqual(BAR);
    const shards = streamed.manifest.sessions.map(({ graphs }) => graphs.cpu.replace('.cpu.onnx', ''));
    expect(shards.length).toBeGreaterThan(3);
    expect(loaded).toEqual(shards);
    expect({ open, mostOpen }).toEqual({ open: 0, mostOpen: 1 });
    const [first, last] = [steps[0], steps.at(-1)];
    expect(first?.done).toBe(0);
    expect(last?.done).toBeLessThan(last?.total ?? 0);
    expect(last?.done).toBeGreaterThan(0.8 * (last?.total ?? Infinity));
  });

  it('lets go of the shard when it is cancelled', async () => {
    const controller = new AbortController();
    const request = { images: await readImages(streamed, IMAGES), instruction: 'x' };
    const onStep = ({ stage }: ScoreStep) => stage === 'language' && controller.abort();
    const run = scoreImages(streamed, request, { signal: controller.signal, onStep });
    await expect(run.next()).rejects.toMatchObject({ name: 'AbortError' });
    expect(open).toBe(0);
  });
});

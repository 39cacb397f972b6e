/** Runs in a page of the site: its own scorer worker on the CPU, in reach of the measurement. */
import { createScorerClient } from '../../src/client/scorerClient.ts';
import { drawSelfTestImage } from '../../src/core/image/selfTestImage.ts';
import type { ImageInput } from '../../src/core/score/scoreRequest.ts';
import type { ModelStatus } from '../../src/core/loading/modelStatus.ts';
import {
  INSTRUCTION,
  PICTURE_SIDE,
  pictureSeeds,
  type ScoringTask,
  type TimedScoring,
  type TimedStep,
} from './reuseTarget.ts';

export interface ReusePage {
  load(workerUrl: string, packageUrl: string): Promise<ModelStatus>;
  score(task: ScoringTask): Promise<TimedScoring>;
}

let scorer: ReturnType<typeof createScorerClient>;

async function drawPicture(seed: number): Promise<ImageInput> {
  const { data } = drawSelfTestImage(seed, PICTURE_SIDE, PICTURE_SIDE);
  const pixels = new ImageData(PICTURE_SIDE, PICTURE_SIDE);
  for (let pixel = 0; pixel < PICTURE_SIDE ** 2; pixel++) {
    pixels.data.set([...data.subarray(3 * pixel, 3 * pixel + 3), 255], 4 * pixel);
  }
  const canvas = new OffscreenCanvas(PICTURE_SIDE, PICTURE_SIDE);
  canvas.getContext('2d')?.putImageData(pixels, 0, 0);
  return { name: `picture ${seed}`, blob: await canvas.convertToBlob({ type: 'image/png' }) };
}

const reusePage: ReusePage = {
  load(workerUrl, packageUrl) {
    scorer = createScorerClient({
      spawn() {
        const worker = new Worker(workerUrl, { type: 'module' });
        return {
          endpoint: worker,
          onDeath: (listener) => worker.addEventListener('error', (event) => listener(event.message)),
          terminate: () => worker.terminate(),
        };
      },
    });
    return scorer.load({ kind: 'url', url: packageUrl }, { provider: 'wasm' });
  },
  async score(task) {
    const [source, ...candidates] = await Promise.all(pictureSeeds(task).map(drawPicture));
    if (!source) throw new Error('A task has no source.');
    const steps: TimedStep[] = [];
    const startMs = performance.now();
    const { outcomes } = await scorer.score(
      { source, candidates, instruction: INSTRUCTION, orientation: 'official', reuse: task.reuse },
      {
        onProgress(progress) {
          if (progress.type !== 'stage' || progress.stage === 'decoding') return;
          steps.push({ stage: progress.stage, candidate: progress.candidate, atMs: performance.now() });
        },
      },
    );
    const endMs = performance.now();
    const scores = outcomes.map((outcome) => {
      if (outcome.status === 'failed') throw new Error(outcome.error.message);
      return outcome.score;
    });
    return { scores, steps, startMs, endMs };
  },
};

Object.assign(globalThis, { reusePage });

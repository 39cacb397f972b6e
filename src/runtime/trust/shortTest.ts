import { drawSelfTestImage } from '../../core/image/selfTestImage.ts';
import { prepareImage } from '../../core/image/modelInput/prepareImage.ts';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import type { CandidateScore } from '../../core/score/score.ts';
import { hasSource } from '../../core/task.ts';
import type { ScoringModel } from '../model/scoringModel.ts';
import { scoreImages } from '../scoring/scoreImages.ts';

/** Merged patches along a side of the pictures: more than one, so that attention has something to attend to. */
const SIDE = 4;

/**
 * Scores two small pictures under prompts of a few words: all shards and all operators run, in a small part of the time of a
 * self-test. Nobody knows what it must give but a device that has just passed the whole one.
 */
export async function scoreShortTest(model: ScoringModel, signal?: AbortSignal): Promise<CandidateScore> {
  const { manifest } = model;
  const { seed } = manifest.selfTest;
  const request = {
    source: hasSource(manifest.task) ? smallPicture(manifest, seed) : undefined,
    candidates: [{ key: 0, image: smallPicture(manifest, seed + 1) }],
    instruction: 'x',
  };
  const short = { ...model, manifest: { ...manifest, prompts: manifest.prompts.map(shorten) } };
  for await (const scored of scoreImages(short, request, { signal, reuse: true })) {
    if ('error' in scored) throw scored.error;
    return scored.score;
  }
  throw new Error('The short test gave no score.');
}

function smallPicture({ imageProcessor }: Manifest, seed: number) {
  const side = SIDE * imageProcessor.mergeSize * imageProcessor.patchSize;
  const processor = { ...imageProcessor, minPixels: side * side, maxPixels: side * side };
  return prepareImage(drawSelfTestImage(seed, side, side), processor, 'short test');
}

/** What is read is the reward token, which the suffix has. Each prompt stays one of its own. */
function shorten({ suffix }: Manifest['prompts'][number], index: number): Manifest['prompts'][number] {
  return { template: `{text_prompt} ${index}`, suffix };
}

/** How far a package's rewards are from the official fp32 numbers. */
import { join } from 'node:path';
import { at } from '../../src/core/at.ts';
import { readImageFile } from '../../src/cli/commands/imageFile.ts';
import { createNodeBackend } from '../../src/cli/nodeBackend.ts';
import { directoryFolder } from '../../src/cli/nodeFiles.ts';
import { scoreRequest } from '../../src/runtime/scoring/scoreRequest.ts';
import { loadScoringModel, type ScoringModel } from '../../src/runtime/model/scoringModel.ts';
import { openModelPackage } from '../../src/packages/modelPackage.ts';
import { checkpointPlace } from '../../src/testing/checkpoints.ts';
import { goldenCases, type CheckpointName, type GoldenCase } from '../../src/testing/packages.ts';

/** Absolute differences from the official numbers, over all cases and both heads. */
export interface Differences {
  readonly largestMu: number;
  readonly meanMu: number;
  readonly largestLogSigma: number;
  readonly meanLogSigma: number;
}

/** Scores all of the checkpoint's golden cases with the package in `folder`. */
export async function compareWithOfficial(folder: string, checkpoint: CheckpointName): Promise<Differences> {
  const modelPackage = await openModelPackage(directoryFolder(folder));
  const model = await loadScoringModel(modelPackage, createNodeBackend(folder), {});
  try {
    return await compare(model, checkpoint);
  } finally {
    await model.dispose();
  }
}

async function compare(model: ScoringModel, checkpoint: CheckpointName): Promise<Differences> {
  const mu: number[] = [];
  const logSigma: number[] = [];
  for (const each of goldenCases(checkpoint)) {
    const score = await scoreCase(model, checkpointPlace(checkpoint).images, each);
    const heads = Object.values(score.heads);
    for (const [index, [officialMu, officialLogSigma]] of each.heads.entries()) {
      const head = at(heads, index);
      mu.push(Math.abs(head.mu - officialMu));
      logSigma.push(Math.abs(head.logSigma - officialLogSigma));
    }
  }
  return {
    largestMu: Math.max(...mu),
    meanMu: mean(mu),
    largestLogSigma: Math.max(...logSigma),
    meanLogSigma: mean(logSigma),
  };
}

async function scoreCase(model: ScoringModel, images: string, { source, edited, instruction }: GoldenCase) {
  const image = (name: string) => ({ name, decode: () => readImageFile(join(images, name), 'official') });
  const shown = source === undefined ? undefined : image(source);
  const request = { source: shown, candidates: [image(edited)], instruction };
  const [outcome] = (await scoreRequest(model, request, {})).outcomes;
  if (outcome?.status === 'scored') return outcome.score;
  throw new Error(`${edited} could not be scored: ${outcome?.error.message}`);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

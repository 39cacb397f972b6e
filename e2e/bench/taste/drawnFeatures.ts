import { createNodeBackend } from '../../../src/cli/nodeBackend.ts';
import { BUNDLED_MODEL } from '../../../src/cli/bundledModel.ts';
import { directoryFolder } from '../../../src/cli/nodeFiles.ts';
import { at } from '../../../src/core/at.ts';
import { prepareImage } from '../../../src/core/image/modelInput/prepareImage.ts';
import type { CandidateScore } from '../../../src/core/score/score.ts';
import { nanoCase, type NanoCandidate } from '../../../src/nano/suite.ts';
import { openModelPackage } from '../../../src/packages/modelPackage.ts';
import { loadScoringModel, type ScoringModel } from '../../../src/runtime/model/scoringModel.ts';
import { scoreImages } from '../../../src/runtime/scoring/scoreImages.ts';
import type { Matrix } from '../../../src/taste/network/matrix.ts';
import { readHeads } from '../../../src/taste/package/readHeads.ts';
import type { TasteHeads } from '../../../src/taste/tasteHeads.ts';

/** A drawn edit: what it was drawn as, and what Nano makes of it. Its place in the list is its row of the features. */
export interface DrawnEdit {
  readonly scene: number;
  readonly grades: NanoCandidate['grades'];
  readonly score: CandidateScore;
}

export interface DrawnScenes {
  readonly edits: readonly DrawnEdit[];
  /** By head. */
  readonly features: readonly Matrix[];
}

/** Nano, and scenes of `seeds`, so many of each, as it sees them. */
export async function drawFeatures(seeds: readonly number[], scenes: readonly number[]) {
  const modelPackage = await openModelPackage(directoryFolder(BUNDLED_MODEL));
  const model = await loadScoringModel(modelPackage, createNodeBackend(BUNDLED_MODEL), {});
  try {
    const drawn: DrawnScenes[] = [];
    for (const [index, seed] of seeds.entries()) drawn.push(await drawScenes(model, seed, at(scenes, index)));
    return { original: (await readHeads(modelPackage)) satisfies TasteHeads, drawn };
  } finally {
    await model.dispose();
  }
}

async function drawScenes(model: ScoringModel, seed: number, scenes: number): Promise<DrawnScenes> {
  const edits: DrawnEdit[] = [];
  const states: (readonly Float32Array[])[] = [];
  for (let scene = 0; scene < scenes; scene++) {
    const { source, candidates, instruction } = nanoCase(seed, scene);
    const prepared = candidates.map(({ image }, key) => ({ key, image: prepare(model, image) }));
    const request = { source: prepare(model, source), candidates: prepared, instruction };
    const start = edits.length;
    const onStates = (key: number, found: readonly Float32Array[]) => void (states[start + key] = found);
    for await (const scored of scoreImages(model, request, { onStates })) {
      if ('error' in scored) throw scored.error;
      edits[start + scored.candidate] = { scene, grades: at(candidates, scored.candidate).grades, score: scored.score };
    }
  }
  return { edits, features: model.manifest.heads.map(({ prompt }) => matrixOf(states.map((one) => at(one, prompt)))) };
}

function prepare({ imageProcessor }: ScoringModel, image: Parameters<typeof prepareImage>[0]) {
  return prepareImage(image, imageProcessor, 'drawn');
}

function matrixOf(rows: readonly Float32Array[]): Matrix {
  const columns = at(rows, 0).length;
  const values = new Float32Array(rows.length * columns);
  for (const [row, state] of rows.entries()) values.set(state, row * columns);
  return { values, rows: rows.length, columns };
}

/** How dtypes of a trained model order edits, against fp32: of Nano, over copies that compute the same. */
import { rm } from 'node:fs/promises';
import { createNodeBackend } from '../../../src/cli/nodeBackend.ts';
import { directoryFolder } from '../../../src/cli/nodeFiles.ts';
import { at } from '../../../src/core/at.ts';
import { prepareImage } from '../../../src/core/image/modelInput/prepareImage.ts';
import type { ImageProcessorConfig } from '../../../src/core/modelPackage/imageProcessorConfig.ts';
import type { Dtype } from '../../../src/core/modelPackage/manifest.ts';
import { headScore, type CandidateScore } from '../../../src/core/score/score.ts';
import { comparePairs, kendallTauB } from '../../../src/evaluation/statistics/kendallTau.ts';
import { DIMENSIONS, type Dimension } from '../../../src/nano/dimension.ts';
import { nanoCase } from '../../../src/nano/suite.ts';
import { openModelPackage } from '../../../src/packages/modelPackage.ts';
import { loadScoringModel, type ScoringModel } from '../../../src/runtime/model/scoringModel.ts';
import { drawnSamples } from '../../../src/runtime/trust/drawnSamples.ts';
import { scoreImages, type ImagesToScore } from '../../../src/runtime/scoring/scoreImages.ts';
import { markdownTable, type BenchCase } from '../benchCase.ts';
import { copyOfNano } from './nanoCopies.ts';
import { makeNanoPackage } from './nanoPackage.ts';
import { readNano, type NanoModel, type Weights } from './nanoWeights.ts';

const SCENES = 300;
const SEED = 1;
/** Another seed than that of the scenes that are measured. */
const SAMPLE_SEED = 77;
const SAMPLES = 16;
const COPIES = 4;

interface Variant {
  readonly name: string;
  readonly dtype: Dtype;
  /** What it is calibrated with: scenes of another seed, or pictures that know nothing of scenes. */
  readonly samples: 'none' | 'scenes' | 'drawn';
}

const VARIANTS: readonly Variant[] = [
  { name: 'q4mixed', dtype: 'q4mixed', samples: 'none' },
  { name: 'q4mixed, calibrated', dtype: 'q4mixed', samples: 'scenes' },
  { name: 'q4', dtype: 'q4', samples: 'none' },
  { name: 'q4, calibrated on drawn pictures', dtype: 'q4', samples: 'drawn' },
  { name: 'q4, calibrated', dtype: 'q4', samples: 'scenes' },
];

/** A package and what it gives: by scene, of each edit. */
interface Contestant {
  readonly variant: string;
  readonly path: string;
  readonly model: ScoringModel;
  readonly scores: CandidateScore[][];
}

export const nanoOrder: BenchCase = {
  name: 'quantisation-order',
  summary: 'how Nano in each dtype, calibrated and not, orders edits against fp32 [scenes [copies [dtype…]]]',
  document: 'docs/quantisation.md',
  async run([scenes = String(SCENES), copies = String(COPIES), ...names]) {
    const nano = await readNano();
    const variants = names.length === 0 ? VARIANTS : VARIANTS.filter(({ name }) => names.includes(name));
    const contestants = await openContestants(nano, variants, Number(copies));
    try {
      await scoreScenes(contestants, Number(scenes));
    } finally {
      for (const { model, path } of contestants) {
        await model.dispose();
        await rm(path, { recursive: true });
      }
    }
    const rows = rowsOf(contestants, variants);
    const header = ['dtype', 'tau-b of mu', 'standard error', 'mu, mean difference'];
    return { rows, markdown: markdownTable(header, rows.map(cellsOf)) };
  },
};

/** The first is Nano in fp32. */
async function openContestants(nano: NanoModel, variants: readonly Variant[], copies: number): Promise<Contestant[]> {
  const exact = await openContestant(nano, nano.weights, { name: 'fp32', dtype: 'fp32', samples: 'none' });
  const contestants = [exact];
  const samples = {
    none: [],
    scenes: drawSamples(exact.model.imageProcessor),
    drawn: drawnSamples(exact.model.manifest),
  };
  for (let seed = 1; seed <= copies; seed++) {
    const copy = copyOfNano(nano, seed);
    for (const variant of variants)
      contestants.push(await openContestant(nano, copy, variant, samples[variant.samples]));
  }
  return contestants;
}

async function openContestant(
  nano: NanoModel,
  weights: Weights,
  { name, dtype }: Variant,
  samples: readonly ImagesToScore[] = [],
): Promise<Contestant> {
  const path = await makeNanoPackage(nano, weights, { dtype, samples });
  const modelPackage = await openModelPackage(directoryFolder(path));
  const model = await loadScoringModel(modelPackage, createNodeBackend(path, { threads: 1 }), {});
  return { variant: name, path, model, scores: [] };
}

/** One edit of each scene. */
function drawSamples(imageProcessor: ImageProcessorConfig): ImagesToScore[] {
  return Array.from({ length: SAMPLES }, (_, index) => {
    const { candidates, ...request } = drawScene(SAMPLE_SEED, index, imageProcessor);
    return { ...request, candidates: [at(candidates, index % candidates.length)] };
  });
}

function drawScene(seed: number, index: number, imageProcessor: ImageProcessorConfig): ImagesToScore {
  const { instruction, source, candidates } = nanoCase(seed, index);
  const prepare = (image: typeof source, name: string) => prepareImage(image, imageProcessor, name);
  return {
    instruction,
    source: prepare(source, 'source'),
    candidates: candidates.map(({ image }, key) => ({ key, image: prepare(image, `edit ${key}`) })),
  };
}

async function scoreScenes(contestants: readonly Contestant[], scenes: number): Promise<void> {
  for (let index = 0; index < scenes; index++) {
    const scene = drawScene(SEED, index, at(contestants, 0).model.imageProcessor);
    for (const { model, scores } of contestants) scores.push(await scoreScene(model, scene));
    if (index % 25 === 0) console.error(`Scene ${index} of ${scenes}`);
  }
}

async function scoreScene(model: ScoringModel, scene: ImagesToScore): Promise<CandidateScore[]> {
  const scores: CandidateScore[] = [];
  for await (const scored of scoreImages(model, scene, {})) {
    if ('error' in scored) throw scored.error;
    scores[scored.candidate] = scored.score;
  }
  return scores;
}

interface Row extends Record<string, string | number> {
  readonly dtype: string;
  readonly tau: number;
  readonly standardError: number;
  readonly meanDifference: number;
}

function rowsOf([exact, ...others]: readonly Contestant[], variants: readonly Variant[]): Row[] {
  return variants.map(({ name }) => {
    const copies = others.filter(({ variant }) => variant === name);
    const taus = copies.map((copy) => meanOf(DIMENSIONS.map((dimension) => tauOf(exact, copy, dimension))));
    const differences = copies.map((copy) =>
      meanOf(DIMENSIONS.map((dimension) => differenceOf(exact, copy, dimension))),
    );
    return { dtype: name, tau: meanOf(taus), standardError: standardError(taus), meanDifference: meanOf(differences) };
  });
}

const musOf = (scores: readonly CandidateScore[] = [], dimension: Dimension) =>
  scores.map(({ heads }) => headScore(heads, dimension).mu);

/** Over all pairs of edits of one scene. */
function tauOf(exact: Contestant | undefined, { scores }: Contestant, dimension: Dimension): number {
  const pairs = scores.map((scene, index) =>
    comparePairs(musOf(exact?.scores[index], dimension), musOf(scene, dimension)),
  );
  return kendallTauB(pairs) ?? NaN;
}

function differenceOf(exact: Contestant | undefined, { scores }: Contestant, dimension: Dimension): number {
  const differences = scores.flatMap((scene, index) => {
    const expected = musOf(exact?.scores[index], dimension);
    return musOf(scene, dimension).map((mu, edit) => Math.abs(mu - at(expected, edit)));
  });
  return meanOf(differences);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of the mean over copies. */
function standardError(values: readonly number[]): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

function cellsOf({ dtype, tau, standardError: error, meanDifference }: Row): string[] {
  return [dtype, tau.toFixed(4), error.toFixed(4), meanDifference.toFixed(4)];
}

import { at } from '../../core/at.ts';
import { EditRewardError } from '../../core/errors.ts';
import type { HeadEntry } from '../../core/modelPackage/manifest.ts';
import type { CandidateScore, HeadScores } from '../../core/score/score.ts';
import { Random } from '../../evaluation/statistics/random.ts';
import type { ModelPackage } from '../../packages/modelPackage.ts';
import { widthsOf, type HeadLayers } from '../network/headLayers.ts';
import type { TasteHeads } from '../tasteHeads.ts';
import { readHeads } from './readHeads.ts';
import { TasteFileError, type Taste } from './tasteFile.ts';
import { tasteScore } from './tasteScores.ts';

/** A taste was trained on another model package than the one it is to be used with. */
export class WrongParentError extends EditRewardError {
  override readonly name = 'WrongParentError';
}

/** The heads of a taste, together with its parent's, give other numbers than when it was trained. */
export class TasteSelfTestError extends EditRewardError {
  override readonly name = 'TasteSelfTestError';
}

/** Weights of 32 bits, and sums in double precision on every machine: nothing else differs. */
const TOLERANCE = 1e-6;
/** The seed of the drawn states of a new taste. */
export const SELF_TEST_SEED = 1;

/** A taste on its parent: takes the place of the parent's heads. */
export class AppliedTaste {
  readonly name: string;
  readonly sha256: string;
  readonly #heads: TasteHeads;
  readonly #entries: readonly HeadEntry[];

  constructor({ header, sha256 }: Taste, heads: TasteHeads, entries: readonly HeadEntry[]) {
    this.name = header.name;
    this.sha256 = sha256;
    this.#heads = heads;
    this.#entries = entries;
  }

  /** As the parent's heads: scores of candidates, each from its hidden state at every prompt's reward token. */
  async read(candidates: readonly (readonly Float32Array[])[]): Promise<CandidateScore[]> {
    return candidates.map((states) => tasteScore(this.#heads, this.#entries, states));
  }
}

/** Puts a taste on a package. Throws {@link WrongParentError}, {@link TasteSelfTestError} and package errors. */
export async function applyTaste(modelPackage: ModelPackage, taste: Taste, file: string): Promise<AppliedTaste> {
  const { manifest, manifestSha256 } = modelPackage;
  const { parent, shares, selfTest } = taste.header;
  if (parent.manifestSha256 !== manifestSha256) {
    throw new WrongParentError(
      `${file} was trained on ${parent.id} (manifest ${short(parent.manifestSha256)}), not on this ${manifest.id} ` +
        `(${short(manifestSha256)}). Use it with the package that it was trained on, or train it again.`,
      { file },
    );
  }
  const heads = { heads: joinLayers(await readHeads(modelPackage), taste, manifest.heads, file), shares };
  requireExpected(drawnScores(heads, manifest.heads, selfTest.seed), selfTest.expected, file);
  return new AppliedTaste(taste, heads, manifest.heads);
}

function short(sha256: string): string {
  return `${sha256.slice(0, 12)}…`;
}

/** The parent's first layers, and the taste's last. Throws {@link TasteFileError} where they do not fit. */
function joinLayers(
  { heads }: TasteHeads,
  { header, layers }: Taste,
  entries: readonly HeadEntry[],
  file: string,
): HeadLayers[] {
  const fits = header.heads.length === entries.length && header.shares.length === entries.length;
  const areNumbers = header.shares.every(Number.isFinite);
  const joined = heads.map((own, head) => [
    ...own.slice(0, header.heads[head]?.firstLayer ?? 0),
    ...(layers[head] ?? []),
  ]);
  const sameShapes = joined.every((one, head) => String(shapesOf(one)) === String(shapesOf(at(heads, head))));
  const sameKeys = entries.every(({ key }, head) => key === header.heads[head]?.key);
  if (fits && areNumbers && sameKeys && sameShapes) return joined;
  throw new TasteFileError(`${file} has other heads than the model that it names. Train it again.`, { file });
}

/** Of both sides: a layer that takes another number than the one before gives would read past its rows. */
function shapesOf(layers: HeadLayers): number[][] {
  return layers.map(({ weight }) => [weight.rows, weight.columns]);
}

/** What heads give for hidden states that a seed draws. */
export function drawnScores({ heads, shares }: TasteHeads, entries: readonly HeadEntry[], seed: number): HeadScores {
  const prompts = Math.max(...entries.map(({ prompt }) => prompt)) + 1;
  const hidden = at(widthsOf(at(heads, 0)), 0);
  const states = Array.from({ length: prompts }, (_, prompt) => {
    const random = new Random(seed, prompt);
    return Float32Array.from({ length: hidden }, () => random.normal());
  });
  return tasteScore({ heads, shares }, entries, states).heads;
}

function requireExpected(scores: HeadScores, expected: HeadScores, file: string): void {
  for (const [key, { mu, logSigma }] of Object.entries(scores)) {
    const wanted = expected[key];
    const difference = Math.max(Math.abs(mu - (wanted?.mu ?? NaN)), Math.abs(logSigma - (wanted?.logSigma ?? NaN)));
    const size = Math.abs(mu) + Math.abs(logSigma);
    if (Number.isFinite(size) && difference <= TOLERANCE * (1 + size)) continue;
    throw new TasteSelfTestError(
      `${file} does not give the scores that it gave when it was trained (${key}). Copy it again, or train it again.`,
      { file },
    );
  }
}

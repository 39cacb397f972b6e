import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { spearman } from '../../../evaluation/statistics/spearman.ts';
import { editrewardHere } from '../../../testing/commandLine.ts';
import { writeNanoScores } from '../../../testing/nanoVotes.ts';

// It loads onnxruntime, scores and trains, on machines that may be busy.
vi.setConfig({ testTimeout: 600_000 });

const NANO = 'public/models/nano';
const SCENES = 50;
const EDITS = 4;
let root = '';
/** Of each edit alone, and in pairs. People give from 10 to 40 in the first dimension; in the second damage is what they want. */
let files: { readonly single: string; readonly pairs: string };
/** Of the first look, for all that follows. */
let features = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'editreward-labels-'));
  features = join(root, 'features.bin');
  files = await writeNanoScores(
    join(root, 'pictures'),
    ({ instructionFollowing, visualQuality }) => [10 * instructionFollowing, 5 - visualQuality],
    { seed: 33, scenes: SCENES, edits: EDITS },
  );
});
afterAll(() => rm(root, { recursive: true }));

function train(manifest: string, ...more: string[]) {
  const taste = join(root, 'mine.taste');
  const where = ['--model', NANO, '--manifest', manifest, '--out', taste, '--features', features];
  return editrewardHere('train', ...where, ...more);
}

async function reported(manifest: string, ...more: string[]) {
  const { code, out, err } = await train(manifest, '--json', ...more);
  expect([code, err]).toEqual([0, expect.anything()]);
  return JSON.parse(out);
}

describe.each(['last', 'whole'])('with %s', (heads) => {
  it('each head learns from its own dimension, also the other way round', async () => {
    const { training } = await reported(files.pairs, '--heads', heads);
    const [following, quality] = training.dimensions;
    expect(following).toMatchObject({ head: 'instructionFollowing', name: 'dim1', grades: 0 });
    expect(quality).toMatchObject({ head: 'visualQuality', name: 'dim2', votes: following.votes });
    expect(training.votes).toBe(2 * following.votes);
    const [one, other] = training.heldOut.heads;
    // Nano's own heads were trained for the first dimension, and for the opposite of the second.
    expect([one.original.value > 0.8, other.original.value < 0.1]).toEqual([true, true]);
    expect([one.taste.value > 0.6, other.taste.value > 0.6]).toEqual([true, true]);
    expect(training.heldOut.isBetter).toBe(true);
  });

  it('each head gives the scores of its dimension', async () => {
    const { training } = await reported(files.single, '--heads', heads, '--loss', 'regression');
    const { figures } = training.heldOutScores;
    expect(figures.map(({ of }: { of: number }) => of)).toEqual([0, 1]);
    expect(figures[1].original.correlation).toBeLessThan(-0.8);
    expect(figures[1].taste.correlation).toBeGreaterThan(0.8);
    expect(training).toMatchObject({ loss: 'regression', votes: 0, dimensions: [{ name: 'dim1' }, { name: 'dim2' }] });
  });
});

it('a dimension that nobody judged keeps its head', async () => {
  const rows: readonly Record<string, unknown>[] = JSON.parse(await readFile(files.pairs, 'utf8'));
  const half = join(root, 'pictures', 'half.json');
  await writeFile(half, JSON.stringify(rows.map((row) => ({ ...row, model1_dim1_score: '', model2_dim1_score: NaN }))));
  const { out } = await train(half);
  expect(out).toMatch(/Instruction following {2}dim1 {2}too few to learn from: it stays the model's own/);
  const [before, after] = [await scored(), await scored('--taste', join(root, 'mine.taste'))];
  for (const [k, heads] of after.entries()) {
    const own = before[k];
    // The package runs in single precision, a taste's heads in double.
    expect(heads.instructionFollowing.mu).toBeCloseTo(own?.instructionFollowing.mu ?? NaN, 4);
    expect(heads.visualQuality.mu).not.toBeCloseTo(own?.visualQuality.mu ?? NaN, 2);
  }
});

interface HeadScore {
  readonly mu: number;
  readonly logSigma: number;
}

interface ScoredEdit {
  readonly file: string;
  readonly reward: number;
  readonly instructionFollowing: HeadScore;
  readonly visualQuality: HeadScore;
}

/** The edits of the first scene. */
async function scored(...more: string[]): Promise<readonly ScoredEdit[]> {
  const [row] = JSON.parse(await readFile(files.single, 'utf8'));
  const edits = Array.from({ length: EDITS }, (_, k) => ['--edited', join(root, 'pictures', `0-${k}.png`)]).flat();
  const source = join(root, 'pictures', '0.png');
  const request = ['--source', source, ...edits, '--instruction', row.instruction];
  const { out } = await editrewardHere('score', '--model', NANO, ...request, '--json', ...more);
  const { candidates } = JSON.parse(out);
  return candidates.toSorted((a: ScoredEdit, b: ScoredEdit) => a.file.localeCompare(b.file));
}

it('learns from one score of the whole, and gives it on its own scale with one sigma', async () => {
  const { training } = await reported(files.single, '--loss', 'regression', '--labels', 'overall');
  expect(training).not.toHaveProperty('dimensions');
  const [figures] = training.heldOutScores.figures;
  expect(figures).toMatchObject({ of: 'overall', grades: training.grades });
  expect(figures.taste.correlation).toBeGreaterThan(figures.original.correlation);
  const rows: readonly { output_path: string; score: number }[] = JSON.parse(await readFile(files.single, 'utf8'));
  const candidates = await scored('--taste', join(root, 'mine.taste'));
  const wished = candidates.map((_, k) => rows[k]?.score ?? NaN);
  expect(
    spearman(
      candidates.map(({ reward }) => reward),
      wished,
    ) ?? NaN,
  ).toBeGreaterThan(0.7);
  for (const [k, { reward, instructionFollowing, visualQuality }] of candidates.entries()) {
    expect(Math.abs(reward - (wished[k] ?? NaN))).toBeLessThan(4 * figures.taste.error);
    for (const { logSigma } of [instructionFollowing, visualQuality])
      expect(Math.exp(logSigma)).toBeCloseTo(figures.taste.error, 3);
  }
});

function withoutSecond(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !name.includes('dim2')));
}

it('is refused where dimensions and heads are not as many, with what to do', async () => {
  const rows: readonly Record<string, unknown>[] = JSON.parse(await readFile(files.pairs, 'utf8'));
  const one = join(root, 'pictures', 'one.json');
  await writeFile(one, JSON.stringify(rows.map(withoutSecond)));
  const { code, err } = await train(one);
  expect(code).toBe(1);
  expect(err).toContain(
    'one.json has scores of 1 dimension (dim1), and editreward-nano has 2 heads (Instruction following, Visual',
  );
  expect((await train(one, '--preference', 'scores')).out).toContain('learned from');
});

it('goes on without pictures that are missing or damaged, counts them and names them', async () => {
  const rows: readonly Record<string, unknown>[] = JSON.parse(await readFile(files.pairs, 'utf8'));
  const faulty = join(root, 'pictures', 'faulty.json');
  await writeFile(join(root, 'pictures', 'broken.png'), 'no picture');
  const changed = rows.map((row, k) =>
    k === 2 ? { ...row, path1: 'gone.png' } : k === 5 ? { ...row, path2: 'broken.png' } : row,
  );
  await writeFile(faulty, JSON.stringify(changed));
  const { out, err } = await train(faulty);
  expect(err).toMatch(/line 3: .*gone\.png does not exist or is a folder/);
  expect(err).toMatch(/line 6: .*broken\.png/);
  expect(out).toContain('2 pictures could not be looked at: what people said of them taught nothing.');
});

import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { VOTERS } from '../../../nano/voters.ts';
import { editrewardHere } from '../../../testing/commandLine.ts';
import { writeNanoVotes } from '../../../testing/nanoVotes.ts';

// It loads onnxruntime, scores and trains, on machines that may be busy.
vi.setConfig({ testTimeout: 600_000 });

const NANO = 'public/models/nano';
let root = '';
let votes = '';
let taste = '';

function train(...more: string[]) {
  return editrewardHere('train', '--model', NANO, '--manifest', votes, '--out', taste, ...more);
}

function evaluate(out: string, ...more: string[]) {
  return editrewardHere('evaluate', '--model', NANO, '--manifest', votes, '--out', join(root, out), ...more);
}

async function reportIn(out: string) {
  return JSON.parse(await readFile(join(root, out, 'votes_report.json'), 'utf8'));
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'editreward-train-'));
  taste = join(root, 'mine.taste');
  votes = await writeNanoVotes(join(root, 'pictures'), VOTERS.elseChanged, { seed: 21, scenes: 24, pairs: 2 });
});
afterAll(() => rm(root, { recursive: true }));

describe('train', () => {
  it('writes a taste that agrees better with the voter, and says how much on votes it did not learn from', async () => {
    const { code, out, err } = await train('--json');
    expect([code, err]).toEqual([0, expect.anything()]);
    const { training, curve } = JSON.parse(out);
    expect(training).toMatchObject({ kind: 'recalibration', votes: 48, sources: 24, dataset: { name: 'votes' } });
    // The measured gain is some 20 points for this voter; 10 leave room for which votes were drawn.
    expect(training.heldOut.gain.value).toBeGreaterThan(0.1);
    expect(training.heldOut.isBetter).toBe(true);
    expect(curve).toHaveLength(3);
    expect((await stat(taste)).size).toBeLessThan(4000);
  });

  it('looks at no picture again, and trains to the same file', async () => {
    const before = await readFile(taste);
    const { out } = await train('--name', 'mine');
    expect(out).toContain('The last layer of each head learned from 48 votes on 24 sources (loss: chance).');
    expect(out).toContain('The taste "mine" is in');
    expect(await readFile(taste)).toEqual(before);
  });

  it('looks for no picture of which nobody has said anything', async () => {
    const more = join(root, 'pictures', 'more.json');
    const unjudged = { instruction: 'x', path_src: 'none.png', path1: 'none-1.png', path2: 'none-2.png' };
    await writeFile(more, JSON.stringify([...JSON.parse(await readFile(votes, 'utf8')), unjudged]));
    const own = ['--out', join(root, 'more.taste'), '--features', `${taste}.features`];
    const { code, out } = await train('--manifest', more, ...own, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ training: { votes: 48 }, leftOut: [] });
  });

  it('features that evaluate has kept are the same as those that train computes', async () => {
    expect((await evaluate('evaluated', '--keep-features')).code).toBe(0);
    const kept = join(root, 'evaluated', 'votes_features.bin');
    const size = (await stat(kept)).size;
    const before = await readFile(taste);
    expect((await train('--features', kept)).code).toBe(0);
    expect((await stat(kept)).size).toBe(size);
    expect(await readFile(taste)).toEqual(before);
  });

  it('says of what was scored before that nothing is kept of it', async () => {
    await evaluate('later');
    const { code, err } = await evaluate('later', '--keep-features');
    expect([code, err]).toEqual([
      0,
      expect.stringMatching(/\d+ pictures of those that are scored already have no features/),
    ]);
    // Those of the run that kept them are there.
    expect((await evaluate('evaluated', '--keep-features')).err).not.toContain('no features');
  });

  it('scores with the taste: each report names it, and its rewards differ', async () => {
    const inputs = ['--source', '0.png', '--edited', '0-0.png', '--edited', '0-1.png'];
    const paths = inputs.map((one) => (one.endsWith('.png') ? join(root, 'pictures', one) : one));
    const score = (...more: string[]) =>
      editrewardHere('score', '--model', NANO, ...paths, '--instruction', 'Remove it', ...more);
    const plain = JSON.parse((await score('--json')).out);
    const withTaste = JSON.parse((await score('--json', '--taste', taste)).out);
    expect(plain.model.taste).toBeUndefined();
    expect(withTaste.model.taste).toEqual({ name: 'mine', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(withTaste.candidates[0].reward).not.toBe(plain.candidates[0].reward);
    expect((await score('--taste', taste)).out).toContain('editreward-nano (q8) with the taste "mine" on');
  });

  it('evaluates with the taste: it agrees with the voter more, and scores of another taste do not mix', async () => {
    await evaluate('with', '--taste', taste);
    const [plain, tasted] = [await reportIn('evaluated'), await reportIn('with')];
    expect(tasted.model.taste.name).toBe('mine');
    expect(tasted.ranked.withoutTies.value).toBeGreaterThan(plain.ranked.withoutTies.value);
    const mixed = await evaluate('with');
    expect(mixed.code).toBe(1);
    expect(mixed.err).toContain('is of a run with another model');
  });
});

describe('is refused', () => {
  it('a taste that is cut off, by name', async () => {
    const bytes = await readFile(taste);
    await writeFile(join(root, 'cut.taste'), bytes.subarray(0, -5));
    const pictures = ['--source', join(root, 'pictures/0.png'), '--edited', join(root, 'pictures/0-0.png')];
    const heads = ['--taste', join(root, 'cut.taste')];
    const { code, err } = await editrewardHere('score', '--model', NANO, ...heads, ...pictures, '--instruction', 'x');
    expect([code, err]).toEqual([1, expect.stringContaining('cut.taste is damaged or cut off')]);
  });

  it('too few votes, before a picture is looked at', async () => {
    const few = await writeNanoVotes(join(root, 'few'), VOTERS.damage, { seed: 3, scenes: 2, pairs: 1 });
    const out = join(root, 'few.taste');
    const { code, err } = await editrewardHere('train', '--model', NANO, '--manifest', few, '--out', out);
    expect([code, err]).toEqual([1, expect.stringContaining('There are votes on 2 sources, and 10 are needed')]);
    await expect(stat(`${out}.features`)).rejects.toThrow('ENOENT');
  });

  it('votes where scores are to be learned, before a picture is looked at', async () => {
    const fresh = join(root, 'fresh.features');
    const { code, err } = await train('--loss', 'regression', '--features', fresh);
    expect([code, err]).toEqual([1, expect.stringContaining('says which pictures are better, and gives no scores')]);
    await expect(stat(fresh)).rejects.toThrow('ENOENT');
  });

  it('a word it does not know', async () => {
    expect((await train('--heads', 'all')).err).toContain('--heads is last or whole, not "all".');
    expect((await train('--loss', 'mse')).err).toContain(
      '--loss is one of chance, uncertainty, ranknet, regression, not "mse".',
    );
    expect((await train('--labels', 'all')).err).toContain('--labels is overall or dimensions, not "all".');
  });
});

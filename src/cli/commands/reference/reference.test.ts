import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestText } from '../../../core/bytes/sha256.ts';
import { parseReferenceSet } from '../../../core/reference/parseReferenceSet.ts';
import { withoutReference } from '../../../packages/packageReference.ts';
import { nanoCase } from '../../../nano/suite.ts';
import { editrewardHere } from '../../../testing/commandLine.ts';

const NANO = 'public/models/nano';
const RESULTS = 'public/examples/editors_scores.jsonl';
const PICTURES = 'public/examples/recolor';
const SCORE = ['--source', `${PICTURES}/source.png`, '--instruction', 'Make the red circle blue'];
const EDITS = ['--edited', `${PICTURES}/done.png`, `${PICTURES}/nothing-done.png`];

let folder = '';
const path = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'editreward-reference-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('editreward reference', () => {
  it('keeps how the scores of results are spread, and whose they are', async () => {
    const made = await editrewardHere('reference', '--results', RESULTS, '--out', path('set.json'));
    expect(made).toEqual({
      code: 0,
      out: `${path('set.json')}: 18 edits of editors, scored by editreward-nano (q8).\n`,
      err: '',
    });
    const set = parseReferenceSet(await readFile(path('set.json'), 'utf8'), 'set.json');
    expect(set.model.manifestSha256).toBe(await digestText(await readFile(join(NANO, 'manifest.json'), 'utf8')));
    const lines = (await readFile(RESULTS, 'utf8')).trim().split('\n');
    const rewards = lines.map((line) => JSON.parse(line).reward as number).toSorted((a, b) => a - b);
    expect(set.points.reward).toEqual(rewards.map((reward) => Number(reward.toPrecision(6))));
    expect(Object.keys(set.points)).toEqual(['reward', 'instructionFollowing', 'visualQuality']);
  });

  it('says which results do not tell their model', async () => {
    await cp(RESULTS, path('alone_scores.jsonl'));
    const { code, err } = await editrewardHere('reference', '--results', path('alone_scores.jsonl'));
    expect(code).toBe(1);
    expect(err).toContain(`${path('alone_scores.jsonl')} does not say which model gave its scores.`);
  });

  it.each([
    [
      'a taste',
      { taste: { name: 'mine', sha256: 'd' } },
      'editreward-nano (q8) and editreward-nano (q8) with the taste "mine"',
    ],
    ['smaller pictures', { maxPixels: 50_000 }, 'editreward-nano (q8) and editreward-nano (q8), pictures up to '],
  ])('does not mix scores of a package with those of %s', async (_, change, names) => {
    await cp(RESULTS, path('changed_scores.jsonl'));
    const report = JSON.parse(await readFile(RESULTS.replace('_scores.jsonl', '_report.json'), 'utf8'));
    Object.assign(report.run?.model ?? report.model, change);
    await writeFile(path('changed_report.json'), JSON.stringify(report));
    const { code, err } = await editrewardHere('reference', '--results', RESULTS, path('changed_scores.jsonl'));
    expect(code).toBe(1);
    expect(err).toContain(`The results are of two models: ${names}`);
  });

  it('gives a package the set', async () => {
    const model = path('nano');
    await cp(NANO, model, { recursive: true });
    const args = ['--results', RESULTS, '--of', 'edits of three editors', '--out', path('new.json'), '--add-to', model];
    expect((await editrewardHere('reference', ...args)).code).toBe(0);
    expect(await readFile(join(model, 'reference.json'), 'utf8')).toBe(await readFile(path('new.json'), 'utf8'));
    const scored = await editrewardHere('score', '--model', model, ...SCORE, ...EDITS, '--reference', path('new.json'));
    expect(scored.err).toBe('');
    expect(scored.out).toContain('Better than so many of 18 edits of three editors:');
  });
});

describe('editreward score --reference', () => {
  it('says where each score lies among those of the package', async () => {
    const reference = join(NANO, 'reference.json');
    const { code, out } = await editrewardHere('score', '--model', NANO, ...SCORE, ...EDITS, '--reference', reference);
    expect(code).toBe(0);
    const shown = out.slice(out.indexOf('Better than'));
    expect(shown).toMatch(
      /^Better than so many of 600 drawn edits:\n\nEdit +Reward +Instruction following +Visual quality\n/,
    );
    expect(shown).toMatch(/done\.png +9\d% +9\d% +\d+%\n/);
    expect(shown).toContain('They are of other pictures and instructions, so this is a rough guide.');
  });

  it('adds shares to the JSON', async () => {
    const reference = join(NANO, 'reference.json');
    const args = ['--model', NANO, ...SCORE, ...EDITS, '--json', '--reference', reference];
    const { out } = await editrewardHere('score', ...args);
    const { reference: compared, candidates } = JSON.parse(out);
    const set = parseReferenceSet(await readFile(reference, 'utf8'), reference);
    const share = set.points.reward.filter((point) => point < candidates[0].reward).length / set.points.reward.length;
    expect(compared).toMatchObject({ of: 'drawn edits', count: 600 });
    expect(compared.places[0].above.reward).toBe(share);
    expect(compared.places.map(({ file }: { file: string }) => file)).toEqual(
      candidates.map(({ file }: { file: string }) => file),
    );
  });

  it('refuses a set of another model before it loads this one', async () => {
    const set = JSON.parse(await readFile(join(NANO, 'reference.json'), 'utf8'));
    set.model = { id: 'other', dtype: 'fp16', manifestSha256: 'e'.repeat(64) };
    await writeFile(path('other.json'), JSON.stringify(set));
    const args = ['--model', NANO, ...SCORE, ...EDITS, '--reference', path('other.json')];
    const { code, err } = await editrewardHere('score', ...args);
    expect(code).toBe(1);
    expect(err).toContain('other.json holds scores of other fp16 (eeeeeeee), and this model is editreward-nano q8 (');
  });
});

describe("Nano's reference set, as `npm run reference:nano` writes it", () => {
  it('is of the package as it was without it', async () => {
    const set = parseReferenceSet(await readFile(join(NANO, 'reference.json'), 'utf8'), 'reference.json');
    const former = withoutReference(await readFile(join(NANO, 'manifest.json'), 'utf8'));
    expect(set.model.manifestSha256).toBe(await digestText(former));
    expect(set.count % nanoCase(1, 0).candidates.length).toBe(0);
  });
});

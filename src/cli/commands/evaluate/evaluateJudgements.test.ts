import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editrewardHere } from '../../../testing/commandLine.ts';
import { convertForTest } from '../../../testing/packages.ts';

const pair = {
  prompt: 'Paint the roof',
  path_src: 'house.png',
  path1: 'gray.png',
  path2: 'house.png',
  model1: 'a',
  model2: 'b',
};
/** Two pairs that say nothing, and one that says something that is not certain. */
const UNJUDGED = [pair, { ...pair, confidence: null }, { ...pair, winner: 2 }];

/** The same two edits of two editors on two sources, one a row and both in one. No row has a place for a judgement. */
const EDITORS = ['gray.png', 'house.png'].map((source) => ({
  prompt: 'Paint it',
  source,
  a: 'gray.png',
  b: 'house.png',
}));
const SINGLE = EDITORS.flatMap(({ a, b, ...of }) => [
  { ...of, output_path: a, model: 'a' },
  { ...of, output_path: b, model: 'b' },
]);
const PAIRS = EDITORS.map(({ a, b, ...of }) => ({ ...of, path1: a, path2: b, model1: 'a', model2: 'b' }));

let root = '';
let model = '';
beforeAll(async () => {
  model = await convertForTest('tiny');
  root = await mkdtemp(join(tmpdir(), 'editreward-judgements-'));
  await mkdir(join(root, 'images'));
  await cp('reference/tiny/images/house.png', join(root, 'images/house.png'));
  await cp('reference/tiny/images/house_gray.png', join(root, 'images/gray.png'));
  await write('unjudged', UNJUDGED);
  await write('single', SINGLE);
  await write('pairs', PAIRS);
  await write('mixed', [...UNJUDGED, { ...pair, ranking: 'B>A' }]);
}, 240_000);
afterAll(async () => {
  await rm(root, { recursive: true });
  await rm(model, { recursive: true });
});

async function write(name: string, rows: readonly object[]): Promise<void> {
  await writeFile(join(root, `${name}.json`), `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`);
}

async function evaluate(name: string, ...more: string[]) {
  const inputs = ['--manifest', join(root, `${name}.json`), '--images', join(root, 'images'), '--model', model];
  const { code, out, err } = await editrewardHere('evaluate', ...inputs, '--out', join(root, 'out'), ...more);
  expect([code, err]).toEqual([0, '']);
  return { out, report: JSON.parse(await readFile(join(root, `out/${name}_report.json`), 'utf8')) };
}

async function linesOf(name: string) {
  const text = await readFile(join(root, `out/${name}_scores.jsonl`), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const files = async () => (await readdir(join(root, 'out'))).filter((name) => name.startsWith('unjudged_')).toSorted();

describe('a dataset that nobody judged', () => {
  it('gives no figure of agreement, and says why', async () => {
    const { out, report } = await evaluate('unjudged');
    expect(out).toContain(
      'Judgements by people: 0 understood, 2 absent, 1 not understood\n  line 4: winner is 2, which',
    );
    expect(out).toContain(
      '2 pairs say nothing of which edit is better, and no figure counts them. Where the preferred',
    );
    expect(out).toContain(
      'No figure of agreement with people: 2 items hold no judgement and 1 one that was not understood.',
    );
    expect(out).not.toMatch(/Pairs, with|by people\s/);
    expect(report).toMatchObject({
      judgements: { understood: 0, absent: 2, assumed: 0, unreadable: 1, unknown: 0 },
      unreadable: [{ line: 4, message: expect.stringContaining('winner is 2') }],
      undecidedPairs: 2,
      leaderboards: { byPeople: [] },
    });
    expect(report).not.toHaveProperty('ranked');
    expect(await files()).toEqual(['unjudged_report.json', 'unjudged_scores.jsonl']);
    expect((await linesOf('unjudged')).map(({ judgement }) => judgement)).toEqual(
      ['absent', 'absent', 'unreadable'].flatMap((kind) => [kind, kind]),
    );
  });

  it('has the first edit for the preferred one when asked to, which everything names', async () => {
    const { out, report } = await evaluate('unjudged', '--first-is-preferred');
    expect(out).toContain('Judgements by people: 0 understood, 2 assumed, 1 not understood\n  line 4: winner is 2');
    expect(out).toContain('In all 2 judged items nothing says which edit is better. The first one counts as preferred');
    expect(out).toContain('Agreement with the place of the edits ');
    expect(out).toContain('Editing models, by the place of the edits ');
    expect(report.judgements).toMatchObject({ understood: 0, assumed: 2, unreadable: 1 });
    expect(report.ranked.withTies.count).toBe(2);
    expect((await linesOf('unjudged')).map((line) => [line.judgement, line.humanRank])).toEqual([
      ['assumed', 1],
      ['assumed', 2],
      ['assumed', 1],
      ['assumed', 2],
      ['unreadable', undefined],
      ['unreadable', undefined],
    ]);
    const accuracy = JSON.parse(await readFile(join(root, 'out/unjudged_accuracy.json'), 'utf8'));
    expect(accuracy.judgements).toMatchObject({ understood: 0, assumed: 2 });
    const log = JSON.parse(await readFile(join(root, 'out/unjudged_detailed_log.json'), 'utf8'));
    expect(log).toMatchObject([{ judgement: 'assumed' }, { judgement: 'assumed' }]);
  });

  it('leaves nothing of that behind when it is not asked to again', async () => {
    await evaluate('unjudged');
    expect(await files()).toEqual(['unjudged_report.json', 'unjudged_scores.jsonl']);
  });
});

const withScores = (first: number, second: number) => ({
  ...pair,
  model1_dim1_score: first,
  model2_dim1_score: second,
});

describe('pairs with scores of a first dimension, as GenAI-Bench and AURORA have them', () => {
  it('are judged by nobody until that is chosen, and then as by the same votes', async () => {
    await write('genai', [withScores(1, 4), withScores(3, 3), withScores(5, 2)]);
    await write('voted', [
      { ...pair, ranking: 'B>A' },
      { ...pair, ranking: 'A=B' },
      { ...pair, ranking: 'A>B' },
    ]);
    const none = await evaluate('genai');
    expect(none.out).toContain('3 pairs say nothing of which edit is better. Where the higher score of the first');
    expect(none.out.replace(root, '')).not.toMatch(/[Pp]eople|Agreement|Judgements/);
    expect(none.report).toMatchObject({ preference: 'none', undecidedPairs: 0, undecidedPairsWithScores: 3 });
    expect(none.report).not.toHaveProperty('ranked');
    const { out, report } = await evaluate('genai', '--preference', 'scores');
    const voted = await evaluate('voted');
    expect(report.ranked).toEqual(voted.report.ranked);
    expect(report.ranked.withTies.count).toBe(3);
    expect(report).toMatchObject({ preference: 'scores', judgements: { understood: 0, scores: 3, absent: 0 } });
    expect(out).toContain('Judgements by people: 0 understood, 3 by scores of the first dimension\n');
    expect(out).toContain(
      'In all 3 judged items nothing says which edit is better as a whole. The one with the higher',
    );
    expect(out).toContain('Agreement with the scores of the first dimension ');
    expect((await linesOf('genai')).map((line) => [line.judgement, line.humanRank])).toEqual(
      [2, 1, 1, 1, 1, 2].map((rank) => ['scores', rank]),
    );
    const accuracy = JSON.parse(await readFile(join(root, 'out/genai_accuracy.json'), 'utf8'));
    expect(accuracy).toMatchObject({ judgements: { scores: 3 }, overall: { total_pair_count: 3 } });
    const log = JSON.parse(await readFile(join(root, 'out/genai_detailed_log.json'), 'utf8'));
    expect(log.map((entry: { judgement: string }) => entry.judgement)).toEqual(['scores', 'scores', 'scores']);
  });
});

describe('editors without any judgement', () => {
  it('are compared by reward alone, whatever the layout, and nothing is said of people', async () => {
    const single = await evaluate('single');
    const pairs = await evaluate('pairs');
    const { editors, pairs: met, strengths, sources } = single.report.editors;
    expect({ names: editors.map(({ editor }: { editor: string }) => editor).toSorted(), sources }).toEqual({
      names: ['a', 'b'],
      sources: 2,
    });
    const [{ wins, ties, losses, verdict }] = met;
    expect([wins + ties + losses, verdict]).toEqual([2, 'unclear']);
    expect(pairs.report.editors).toMatchObject({ pairs: met, strengths });
    expect(tablesOf(pairs.out)).toEqual(tablesOf(single.out));
    expect(tablesOf(single.out)[0]).toMatch(/^By reward, [ab] is first, but not clearly better than [ab]\.$/);
    const texts = [single, pairs].map(({ out }) => out.replace(root, ''));
    expect(texts.join('\n')).not.toMatch(/[Jj]udge|[Pp]eople|agree|no figure|NaN|undefined/);
    expect(pairs.out).toContain('2 pairs say nothing of which edit is better. Where the preferred edit stands first');
  });
});

function tablesOf(out: string): string[] {
  const lines = out.split('\n');
  return lines.slice(
    lines.findIndex((line) => line.startsWith('By reward')),
    lines.findIndex((line) => line.startsWith('Written to')),
  );
}

describe('a dataset of which a part is judged', () => {
  it('counts that part, and the others when asked to', async () => {
    const { out, report } = await evaluate('mixed');
    expect(out).toContain('Judgements by people: 1 understood, 2 absent, 1 not understood');
    expect(report.ranked.withTies.count).toBe(1);
    const { out: assumed, report: more } = await evaluate('mixed', '--first-is-preferred');
    expect(assumed).toContain('Judgements by people: 1 understood, 2 assumed, 1 not understood');
    expect(assumed).toContain('In 2 of 3 judged items nothing says which edit is better');
    expect(assumed).toContain('Editing models, by people and, where nothing is said, the place of the edits ');
    expect(more.ranked.withTies.count).toBe(3);
  });

  it('is joined from parts with the same choice', async () => {
    const part = ['--manifest', join(root, 'mixed.json'), '--out', join(root, 'parts'), '--first-is-preferred'];
    const images = ['--images', join(root, 'images'), '--model', model];
    const { out } = await editrewardHere('evaluate', ...part, ...images, '--part', '1/2');
    expect(out).toMatch(/editreward merge .+ --preference path1\n$/);
    await editrewardHere('evaluate', ...part, ...images, '--part', '2/2');
    const merged = await editrewardHere('merge', ...part);
    expect(merged.out).toContain('Judgements by people: 1 understood, 2 assumed, 1 not understood');
  });
});

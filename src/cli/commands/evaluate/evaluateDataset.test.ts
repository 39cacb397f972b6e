import { createHash } from 'node:crypto';
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editrewardHere } from '../../../testing/commandLine.ts';
import { convertForTest } from '../../../testing/packages.ts';

/** Two items of one source and one of another; a row that says nothing; an item with a picture that is not there. */
const rows = [
  { prompt: 'Paint the roof', path_src: 'a b/house.png', paths_generated: ['gray.png', 'house.png'], ranking: 'A>B' },
  {
    prompt: 'Paint the roof',
    path_src: 'a b\\house.png',
    paths_generated: ['house.png', 'a b/house.png', 'gray.png'],
    ranking: 'B>A>C',
  },
  { prompt: 'no source' },
  {
    prompt: 'Sleep',
    path_src: 'gray.png',
    paths_generated: ['gray.png', 'missing.png'],
    human_vote: { ranking: 'A=B' },
  },
  { prompt: 'Wake', path_src: 'gray.png', path1: 'house.png', path2: 'gray.png', model1: 'x', model2: 'y' },
];

let root = '';
let model = '';
beforeAll(async () => {
  model = await convertForTest('tiny');
  root = await mkdtemp(join(tmpdir(), 'editreward-evaluate-'));
  await mkdir(join(root, 'images/a b'), { recursive: true });
  const images = 'reference/tiny/images';
  await cp(join(images, 'house.png'), join(root, 'images/house.png'));
  await cp(join(images, 'house.png'), join(root, 'images/a b/house.png'));
  await cp(join(images, 'house_gray.png'), join(root, 'images/gray.png'));
  await writeFile(join(root, 'set.json'), `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`);
}, 240_000);
afterAll(async () => {
  await rm(root, { recursive: true });
  await rm(model, { recursive: true });
});

function evaluate(out: string, ...more: string[]) {
  const inputs = ['--manifest', join(root, 'set.json'), '--images', join(root, 'images'), '--model', model];
  return editrewardHere('evaluate', ...inputs, '--out', join(root, out), ...more);
}

function merge() {
  return editrewardHere('merge', '--manifest', join(root, 'set.json'), '--out', join(root, 'parts'));
}

async function linesOf(...path: string[]): Promise<string[]> {
  return (await readFile(join(root, ...path), 'utf8')).trimEnd().split('\n');
}

const JOURNAL = 'set.part-1-of-1.jsonl';

describe('evaluate --manifest', () => {
  it('scores what can be scored, names the rest, and writes the results', async () => {
    const { code, out, err } = await evaluate('whole');
    expect(code).toBe(1);
    expect(err).toContain(`${join(root, 'set.json')}, line 4: The row has no source image`);
    expect(out).toContain('tiny (fp32) on set: 3 items scored, 1 not, 1 rows not understood');
    expect(out).toContain(`  line 5: ${join(root, 'images/missing.png')} does not exist or is a folder.`);
    expect((await readdir(join(root, 'whole'))).toSorted()).toEqual([
      JOURNAL,
      'set_accuracy.json',
      'set_detailed_log.json',
      'set_report.json',
      'set_scores.jsonl',
    ]);
    const accuracy = JSON.parse(await readFile(join(root, 'whole/set_accuracy.json'), 'utf8'));
    expect(Object.keys(accuracy)).toEqual(['2pair', '3pair', 'overall']);
    // What the last pair says nothing of is no judgement.
    expect(accuracy.overall).toMatchObject({ strict_total_samples: 2, pair_count: 4 });
    expect(out).toContain('Judgements by people: 2 understood, 1 absent');
    expect(out).toContain('1 pair says nothing of which edit is better, and no figure counts it.');
    expect(out).not.toContain('Editing models, by people');
  });

  it('prints with --json what is in the report, and how busy this run had the device', async () => {
    const { out } = await evaluate('json', '--json');
    const { use, ...report } = JSON.parse(out);
    expect(report).toEqual(JSON.parse(await readFile(join(root, 'json/set_report.json'), 'utf8')));
    // Of six pictures at least that are judged by two prompts each.
    expect(use.sessionRuns).toBeGreaterThan(12);
    expect(use.busySeconds).toBeGreaterThan(0);
    expect(use.busySeconds).toBeLessThanOrEqual(use.seconds);
  });

  it('scores no picture of a source twice', async () => {
    // A header, three pictures of the first source, two of the second, one of which is missing, and two of the last.
    expect(await linesOf('whole', JOURNAL)).toHaveLength(1 + 3 + 2 + 2);
    const scores = (await linesOf('whole', 'set_scores.jsonl')).map((line) => JSON.parse(line));
    expect(scores.map(({ line, edited }) => [line, edited])).toEqual([
      [2, 'gray.png'],
      [2, 'house.png'],
      [3, 'house.png'],
      [3, 'a b/house.png'],
      [3, 'gray.png'],
      [6, 'house.png'],
      [6, 'gray.png'],
    ]);
    expect(scores[0].reward).toBe(scores[4].reward);
  });

  it('goes on after a crash in the middle of a line, and tries again only what failed', async () => {
    await mkdir(join(root, 'crashed'));
    const journal = await linesOf('whole', JOURNAL);
    await writeFile(join(root, 'crashed', JOURNAL), `${journal.slice(0, 3).join('\n')}\n`);
    await appendFile(join(root, 'crashed', JOURNAL), journal[3]?.slice(0, 25) ?? '');
    expect((await evaluate('crashed')).code).toBe(1);
    expect(await linesOf('crashed', JOURNAL)).toHaveLength(journal.length);
    for (const name of ['set_scores.jsonl', 'set_report.json', 'set_accuracy.json']) {
      expect(await linesOf('crashed', name)).toEqual(await linesOf('whole', name));
    }
    await evaluate('crashed');
    expect(await linesOf('crashed', JOURNAL)).toHaveLength(journal.length + 1);
  });

  it('joins parts to what one run gives, once all of them are there', async () => {
    expect((await merge()).err).toContain('holds no part of set. Run `editreward evaluate` first.');
    const first = await evaluate('parts', '--part', '1/2');
    expect(first.out).toMatch(/^Part 1 of 2: 5 edits scored, 0 failed\.\nWith all parts done: editreward merge /);
    expect((await merge()).err).toContain(
      'Not all edits are scored. Run `editreward evaluate` with --part 2/2 to the end.',
    );
    expect((await evaluate('parts', '--part', '2/2')).out).toMatch(/^Part 2 of 2: 1 edits scored, 1 failed\./);
    const merged = await merge();
    expect(merged.code).toBe(1);
    expect(merged.err).toContain('the pictures are not looked at here: the scores are of those that each part found.');
    for (const name of ['set_scores.jsonl', 'set_report.json', 'set_accuracy.json', 'set_detailed_log.json']) {
      expect(await linesOf('parts', name)).toEqual(await linesOf('whole', name));
    }
  });

  it('does not mix runs', async () => {
    const header = JSON.parse((await linesOf('whole', JOURNAL))[0] ?? '');
    await mkdir(join(root, 'other'));
    await writeFile(join(root, 'other', JOURNAL), `${JSON.stringify({ ...header, dataset: 'another' })}\n`);
    const path = join(root, 'other', JOURNAL);
    expect((await evaluate('other')).err).toContain(
      `${path} is of a run with another dataset. Choose another folder for --out, or delete the file.`,
    );
    await writeFile(path, `${JSON.stringify(header)}\nnonsense\n`);
    expect((await evaluate('other')).err).toContain(`${path} is damaged in line 2.`);
  });

  it('names a dataset that is not there', async () => {
    const { code, err } = await editrewardHere('merge', '--manifest', join(root, 'no.json'), '--out', root);
    expect(code).toBe(1);
    expect(err).toBe(
      `editreward: ${join(root, 'no.json')} does not exist or is a folder. Give the path of a dataset.\n`,
    );
  });
});

describe('evaluate --manifest, with pictures that change', () => {
  const pairs = [
    { prompt: 'Paint the roof', path_src: 'source.png', paths_generated: ['a.png', 'b.png'], ranking: 'A>B' },
    { prompt: 'Wake', path_src: 'source.png', paths_generated: ['a.png', 'c.png'], ranking: 'A>B' },
  ];
  const house = 'reference/tiny/images/house.png';
  const gray = 'reference/tiny/images/house_gray.png';

  /** A folder of its own with the dataset, its pictures and the results. */
  async function folderOf(name: string) {
    const folder = join(root, name);
    await mkdir(folder);
    const put = (file: string, from: string) => cp(from, join(folder, file));
    await put('source.png', house);
    await put('a.png', house);
    await put('b.png', gray);
    await put('c.png', gray);
    await writeFile(join(folder, 'set.json'), JSON.stringify(pairs));
    const command = (verb: string, ...more: string[]) =>
      editrewardHere(verb, '--manifest', join(folder, 'set.json'), '--out', join(folder, 'out'), ...more);
    const rewards = async () => {
      const lines = (await linesOf(name, 'out', 'set_scores.jsonl')).map((line) => JSON.parse(line));
      return Object.fromEntries(lines.map(({ line, edited, reward }) => [`${line} ${edited}`, reward]));
    };
    return {
      folder,
      put,
      rewards,
      run: (...more: string[]) => command('evaluate', '--model', model, ...more),
      joinParts: () => command('merge'),
    };
  }

  it('scores swapped pictures again although nothing was left to do, and says so', async () => {
    const { folder, put, run, rewards } = await folderOf('swapped');
    await run();
    const before = await rewards();
    expect(before['1 a.png']).not.toBe(before['1 b.png']);
    const { mtime, atime } = await stat(join(folder, 'a.png'));
    await put('a.png', gray);
    await put('b.png', house);
    for (const name of ['a.png', 'b.png']) await utimes(join(folder, name), atime, mtime);
    const { code, err } = await run();
    expect(err).toBe('editreward: 3 edits are scored again: their pictures have changed.\n');
    expect(code).toBe(0);
    const after = await rewards();
    expect(after['1 a.png']).toBe(before['1 b.png']);
    expect(after['1 b.png']).toBe(before['1 a.png']);
    expect(after['2 a.png']).toBe(before['2 c.png']);
    expect(after['2 c.png']).toBe(before['2 c.png']);
    const report = JSON.parse(await readFile(join(folder, 'out/set_report.json'), 'utf8'));
    expect(report.pictures).toEqual({ scoredAgain: 3, missing: 0, unknown: 0 });
    expect((await run()).err).toBe('');
  });

  it('scores all edits of a source again that has changed', async () => {
    const { folder, put, run } = await folderOf('source');
    await run();
    await put('source.png', gray);
    expect((await run()).err).toContain('4 edits are scored again: their pictures have changed.');
    const [line = ''] = await linesOf('source', 'out', 'set_scores.jsonl');
    const digest = async (name: string) =>
      createHash('sha256')
        .update(await readFile(join(folder, name)))
        .digest('hex');
    expect(JSON.parse(line)).toMatchObject({
      sourceSha256: await digest('source.png'),
      editedSha256: await digest('a.png'),
    });
  });

  it('keeps a score whose picture is gone, and says that it cannot be checked', async () => {
    const { folder, run, rewards } = await folderOf('gone');
    await run();
    const before = await rewards();
    await rm(join(folder, 'c.png'));
    const { code, err } = await run();
    expect([code, err]).toEqual([
      0,
      'editreward: 1 edit keeps its score. The pictures are not there now, so nothing tells whether they have changed.\n',
    ]);
    expect(await rewards()).toEqual(before);
  });

  it('does not go on with scores of rows that another version understood otherwise', async () => {
    const { folder, run, joinParts } = await folderOf('otherwise');
    await run();
    const path = join(folder, 'out', JOURNAL);
    const journal = await readFile(path, 'utf8');
    await writeFile(path, journal.replace(/"reading":"./, '"reading":"x'));
    expect((await run()).err).toContain('is of a run with another reading of the dataset, by another version.');
    expect((await joinParts()).err).toContain('were scored by a version that reads ');
    // Of version 0.1, which numbered the rows of a line otherwise.
    const old = journal.replace(/"reading":"\w+",/, '').replaceAll('"line":2,', '"line":20,');
    await writeFile(path, old);
    for (const refused of [await run(), await joinParts()]) {
      expect(refused.code).toBe(1);
      expect(refused.err).toContain('has an edit of line 20 that this version does not find there');
    }
    expect(await readFile(path, 'utf8')).toBe(old);
  });

  it('goes on with a journal of version 0.1, and says that it does not know its pictures', async () => {
    const { folder, run, rewards } = await folderOf('old');
    await run();
    const before = await rewards();
    const path = join(folder, 'out', JOURNAL);
    const [header = '', ...entries] = await linesOf('old', 'out', JOURNAL);
    const old = entries.map((line) => {
      const { sha256, ...outcome } = JSON.parse(line).outcome;
      expect(sha256).toMatchObject({ source: expect.stringMatching(/^[0-9a-f]{64}$/) });
      return JSON.stringify({ ...JSON.parse(line), outcome });
    });
    const { reading, ...oldHeader } = JSON.parse(header);
    expect(reading).toMatch(/^[0-9a-f]{64}$/);
    await writeFile(path, `${[JSON.stringify(oldHeader), ...old].join('\n')}\n`);
    const { code, err } = await run();
    expect(code).toBe(0);
    expect(err).toContain('4 edits were scored by version 0.1. It did not note the pictures');
    expect(err).toContain(`To score all again, delete ${path}.`);
    expect(await rewards()).toEqual(before);
  });

  it('does not join parts that are of two pictures of one name', async () => {
    const { put, run, joinParts } = await folderOf('twoPictures');
    await run('--part', '1/2');
    await put('source.png', gray);
    await run('--part', '2/2');
    const refused = await joinParts();
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/^editreward: The scores are of two different pictures called source\.png\. Run /);
    expect((await run('--part', '1/2')).err).toContain('2 edits are scored again');
    expect((await joinParts()).code).toBe(0);
  });

  it('does not take scores for results that a stopped run has found to be of former pictures', async () => {
    const { folder, put, run, joinParts } = await folderOf('stopped');
    await run('--part', '1/1');
    await put('b.png', house);
    const path = join(folder, 'out', JOURNAL);
    await rm(join(folder, 'source.png'));
    expect((await run()).code).toBe(1);
    expect(await readFile(path, 'utf8')).toContain('b.png or its source source.png has changed since it was scored.');
    const { code, out } = await joinParts();
    expect(code).toBe(1);
    expect(out).toContain('1 items scored, 1 not');
  });

  it('tells of a place where nothing can be written without a stack, and to choose another', async () => {
    const { folder, run } = await folderOf('full');
    await writeFile(join(folder, 'out'), 'no folder');
    const { code, err } = await run();
    expect(code).toBe(1);
    expect(err).toMatch(
      /^editreward: .+set\.part-1-of-1\.jsonl cannot be written: .+ Nothing was scored. Choose another/,
    );
    expect(err).not.toContain('\n    at ');
  });
});

import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transparencyText } from '../../../core/image/transparencyText.ts';
import { checkpointPlace } from '../../../testing/checkpoints.ts';
import { editrewardHere } from '../../../testing/commandLine.ts';
import { convertForTest, goldenCases, hasCheckpoint, isLossy, type GoldenCase } from '../../../testing/packages.ts';

/** A reward model of HPSv3's family, whose official numbers are known. */
const CHECKPOINT = 'hps-a';
const isHere = hasCheckpoint(CHECKPOINT);
if (!isHere)
  console.warn(`Skipping "evaluate, of text-to-image": no checkpoint ${CHECKPOINT} (set EDITREWARD_FIXTURES).`);

/** Those that a platform decodes to the same pixels, by their ids. */
const cases = new Map((isHere ? goldenCases(CHECKPOINT) : []).flatMap((one) => (isLossy(one) ? [] : [[one.id, one]])));
/** As in the parity tests of lossless pictures. */
const BAR = 1e-4;

function golden(id: string): GoldenCase {
  return cases.get(id) ?? expect.fail(`There is no golden case ${id}.`);
}

function goldenReward(id: string): number {
  return golden(id).heads[0]?.[0] ?? NaN;
}

let root = '';
let model = '';
beforeAll(async () => {
  if (!isHere) return;
  model = await convertForTest(CHECKPOINT);
  root = await mkdtemp(join(tmpdir(), 'editreward-prompts-'));
}, 240_000);
afterAll(async () => {
  for (const folder of [root, model]) if (folder !== '') await rm(folder, { recursive: true });
});

async function scoresIn(out: string, name: string) {
  const lines = (await readFile(join(root, out, `${name}_scores.jsonl`), 'utf8')).trimEnd().split('\n');
  return lines.map((line): Readonly<Record<string, unknown>> => JSON.parse(line));
}

/** A pair as HPDv3 has it, whose first picture and prompt are those of a golden case. */
function pairOf(id: string, other: string, more: Readonly<Record<string, unknown>> = {}) {
  const { edited, instruction } = golden(id);
  return { prompt: instruction, path1: edited, path2: golden(other).edited, model1: 'one', model2: 'two', ...more };
}

function run(name: string, ...more: string[]) {
  const inputs = ['--manifest', join(root, `${name}.json`), '--images', checkpointPlace(CHECKPOINT).images];
  return editrewardHere('evaluate', ...inputs, '--model', model, '--out', join(root, name), ...more);
}

function merge(name: string, ...more: string[]) {
  return editrewardHere('merge', '--manifest', join(root, `${name}.json`), '--out', join(root, name), ...more);
}

function write(name: string, rows: readonly unknown[]): Promise<void> {
  return writeFile(join(root, `${name}.json`), JSON.stringify(rows, undefined, 1));
}

describe.skipIf(!isHere)('evaluate, of text-to-image', () => {
  it('gives pictures of HPDv3 the official numbers, and counts pairs as the official code does', async () => {
    const ids = ['bird', 'alpha-empty', 'gray-ja', 'palette-braces', 'wide-newlines'];
    const rows = ids.map((id, k) =>
      pairOf(id, ids[(k + 1) % ids.length] ?? '', { confidence: k / 4, choice_dist: [3, 1] }),
    );
    await write('hpdv3', rows);
    const { code, out, err } = await run('hpdv3');
    expect([code, err]).toEqual([0, `editreward: ${transparencyText(['alpha.png'])}\n`]);
    const scores = await scoresIn('hpdv3', 'hpdv3');
    const firsts = scores.filter(({ candidate }) => candidate === 0);
    for (const [k, id] of ids.entries()) {
      expect(Math.abs(Number(firsts[k]?.['reward']) - goldenReward(id))).toBeLessThan(BAR);
    }
    expect(firsts[1]).toMatchObject({ judgement: 'layout', humanRank: 1, confidence: 0.25, votes: [3, 1] });
    expect('source' in (firsts[0] ?? {})).toBe(false);
    const rewards = scores.map(({ reward }) => Number(reward));
    const right = ids.filter((_, k) => (rewards[2 * k] ?? NaN) > (rewards[2 * k + 1] ?? NaN)).length;
    const report = JSON.parse(await readFile(join(root, 'hpdv3/hpdv3_report.json'), 'utf8'));
    expect(report.textToImage.accuracy).toMatchObject({ mode: 'pairs', value: right / 5, count: 5, right, equal: 0 });
    expect(out).toContain('5 by the layout of the dataset');
    expect((await readdir(join(root, 'hpdv3'))).toSorted()).toEqual([
      'hpdv3.part-1-of-1.jsonl',
      'hpdv3_report.json',
      'hpdv3_scores.jsonl',
    ]);
    // Nothing is scored again for another choice of pairs, and nothing that is kept is lost by it.
    const sure = await run('hpdv3', '--min-confidence', '0.5');
    expect(sure.out).toContain('2 left out.');
    const chosen = await scoresIn('hpdv3', 'hpdv3');
    expect(chosen).toEqual(scores.slice(4));
    // Only a run that scores says how busy its device was.
    const busy = /\n\nThe device was busy for \d+% of the .+ of scoring\.\n$/;
    expect(out).toMatch(busy);
    expect((await run('hpdv3')).out).toBe(out.replace(busy, '\n'));
    expect(await scoresIn('hpdv3', 'hpdv3')).toEqual(scores);
  });

  it('joins parts, and scores only the pairs that count', async () => {
    await write('train', [
      pairOf('bird', 'gray-ja', { confidence: 0.99 }),
      pairOf('gray-ja', 'bird', { confidence: null }),
      pairOf('alpha-empty', 'bird', { confidence: 0.96 }),
    ]);
    const sure = ['--min-confidence', '0.95'];
    const first = await run('train', ...sure, '--part', '1/2');
    expect(first.out).toMatch(/^Part 1 of 2: 4 pictures scored, 0 failed\.\n.+ --out .+ --min-confidence 0\.95\n$/);
    expect((await run('train', ...sure, '--part', '2/2')).out).toMatch(/^Part 2 of 2: 0 pictures scored/);
    const joined = await merge('train', ...sure);
    expect([joined.code, joined.out.split('\n')[0]]).toEqual([
      0,
      'hps-a (fp32) on train: 2 items scored, 0 not, 0 rows not understood',
    ]);
    expect((await merge('train')).err).toContain('Not all edits are scored. Run `editreward evaluate` with --part 2/2');
  });

  it('says of folders what the official benchmark says', async () => {
    const images = checkpointPlace(CHECKPOINT).images;
    const folders = { birds: ['bird', 'gray-ja'], others: ['alpha-empty', 'palette-braces'] };
    for (const [folder, ids] of Object.entries(folders)) {
      await mkdir(join(root, 'bench', folder), { recursive: true });
      for (const [k, { edited, instruction }] of ids.map(golden).entries()) {
        await cp(join(images, edited), join(root, 'bench', folder, `${k}.png`));
        await writeFile(join(root, 'bench', folder, `${k}.txt`), instruction);
      }
    }
    await cp(join(images, golden('bird').edited), join(root, 'bench/birds/mute.png'));
    const inputs = Object.keys(folders).flatMap((folder) => ['--folder', join(root, 'bench', folder)]);
    const { code, out, err } = await editrewardHere('evaluate', ...inputs, '--model', model, '--out', join(root, 'o'));
    const mute = 'editreward: mute.png is left out: its prompt, mute.txt, is missing.';
    expect([code, err]).toEqual([0, `${mute}\neditreward: ${transparencyText(['others/0.png'])}\n`]);
    const report = JSON.parse(await readFile(join(root, 'o/bench_report.json'), 'utf8'));
    expect(report.leftOut).toEqual(['mute.png is left out: its prompt, mute.txt, is missing.']);
    const means = Object.values(folders).map(([a = '', b = '']) => (goldenReward(a) + goldenReward(b)) / 2);
    for (const [k, folder] of report.textToImage.folders.each.entries()) {
      expect(Math.abs(folder.value - (means[k] ?? NaN))).toBeLessThan(BAR);
      expect(folder).toMatchObject({ folder: Object.keys(folders)[k], count: 2 });
    }
    const overall = ((means[0] ?? NaN) + (means[1] ?? NaN)) / 2;
    expect(Math.abs(report.textToImage.folders.overall.value - overall)).toBeLessThan(BAR);
    expect(out).toMatch(/^Mean of the folders +\S+/m);
  });

  it('refuses a dataset of edits, before anything is scored', async () => {
    await write('edits', [{ prompt: 'p', path_src: 'bird.png', path1: 'bird.png', path2: 'gray.png' }]);
    const { code, err } = await run('edits');
    expect(code).toBe(1);
    expect(err).toMatch(
      /edits\.json is of edits, each with its source, and HPSv3 judges a picture by its prompt alone/,
    );
    await expect(readdir(join(root, 'edits'))).rejects.toThrow();
  });
});

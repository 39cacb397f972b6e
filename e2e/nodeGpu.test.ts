import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at } from '../src/core/at.ts';
import { defined } from '../src/core/defined.ts';
import { ended, type Ended } from '../src/testing/commandLine.ts';
import { convertForTest, goldenCases, goldenNumbers } from '../src/testing/packages.ts';
import { findSwiftShader } from '../src/testing/swiftShader.ts';
import { findChromium } from './harness/findChromium.ts';

/** Two right devices differ by some 1e-6 here. The bar is that of the self-test, which a wrong kernel misses by far. */
const BAR = 1e-3;
const NANO = resolve('public/models/nano');
const IMAGES = resolve('reference/tiny/images');

const swiftShader = findSwiftShader(findChromium());
if ('missing' in swiftShader) console.warn(`Skipping the command line on a GPU: ${swiftShader.missing}.`);

let root = '';
let tiny = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'editreward-gpu-'));
  tiny = await convertForTest('tiny');
});
afterAll(async () => {
  await rm(tiny, { recursive: true });
  await rm(root, { recursive: true });
});

/** The command with SwiftShader for a GPU. What self-tests found is kept for all tests here: each takes seconds. */
function start(...args: readonly string[]): ChildProcess {
  const gpu = 'env' in swiftShader ? swiftShader.env : {};
  const env = { ...process.env, ...gpu, EDITREWARD_CACHE: join(root, 'cache') };
  return spawn(process.execPath, ['src/cli/editreward.mjs', ...args], { stdio: ['ignore', 'pipe', 'pipe'], env });
}

const run = (...args: readonly string[]): Promise<Ended> => ended(start(...args));

/** What self-tests found, in no order that means anything. */
function verdicts(): { passed: boolean; maxDifference: number }[] {
  const folder = join(root, 'cache', 'self-tests');
  return readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
}

/** The process of a command that has the GPU; undefined while there is none. */
function gpuProcessOf({ pid }: ChildProcess): number | undefined {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  return children.find((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('gpuProcess'));
}

interface Reported {
  readonly device: unknown;
  readonly candidates: readonly Record<'instructionFollowing' | 'visualQuality', { mu: number; logSigma: number }>[];
}

/** All mu and log sigma of a report's candidates. */
function numbersOf({ candidates }: Reported): number[] {
  return candidates.flatMap(({ instructionFollowing, visualQuality }) =>
    [instructionFollowing, visualQuality].flatMap(({ mu, logSigma }) => [mu, logSigma]),
  );
}

function expectNear(measured: readonly number[], expected: readonly number[]): void {
  expect(measured).toHaveLength(expected.length);
  for (const [index, value] of measured.entries()) expect(Math.abs(value - at(expected, index))).toBeLessThan(BAR);
}

const SWIFTSHADER = {
  provider: 'webgpu',
  description: expect.stringMatching(/^SwiftShader/),
  features: [],
  operators: 'standard',
};

describe.skipIf('missing' in swiftShader)('the command line on a GPU', () => {
  it('gives the official rewards; fused operators are refused there, by the self-test', async () => {
    const golden = defined(
      goldenCases('tiny').find(({ id }) => id === 'roof'),
      'There is no case "roof".',
    );
    const images = ['--source', join(IMAGES, at(golden.images, 0)), '--edited', join(IMAGES, golden.edited)];
    const args = ['score', '--model', tiny, ...images, '--instruction', golden.instruction, '--device', 'webgpu'];
    const { code, out, err } = await run(...args, '--json');
    expect({ code, err: err.includes('editreward:') }).toEqual({ code: 0, err: false });
    const report: Reported = JSON.parse(out);
    expect(report.device).toEqual(SWIFTSHADER);
    expectNear(numbersOf(report), goldenNumbers(golden));
    const found = verdicts();
    expect(found.map(({ passed }) => passed).toSorted()).toEqual([false, true]);
    expect(found.find(({ passed }) => !passed)?.maxDifference).toBeGreaterThan(BAR);
    expect(found.find(({ passed }) => passed)?.maxDifference).toBeLessThan(BAR / 100);
  });

  it('lists it, and uses the CPU where it is left the choice: this GPU is a program', async () => {
    const { out } = await run('devices', '--json');
    expect(JSON.parse(out)).toMatchObject({
      gpus: [{ adapter: 0, name: expect.stringMatching(/^SwiftShader/), software: true, offer: { half: false } }],
      auto: 'cpu',
    });
    const images = ['--source', join(IMAGES, 'house.png'), '--edited', join(IMAGES, 'house_gray.png')];
    const args = ['score', '--model', NANO, ...images, '--instruction', 'Paint', '--device', 'auto'];
    const scored = await run(...args, '--json');
    expect(JSON.parse(scored.out).device).toMatchObject({ provider: 'cpu' });
    expect(scored.err).toMatch(
      /^editreward: WebGPU is not used: The only GPU here, SwiftShader .* The CPU is used instead\.\n$/,
    );
    const none = await run(...args, '--adapter', '7', '--device', 'webgpu');
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('There is no adapter 7') });
  });
});

const ITEMS = 8;
interface Scored {
  readonly reward: number;
}

/** Items of few pictures, whose instructions differ: what a GPU in software has seen it does not look at again. */
async function makeDataset(name: string): Promise<string> {
  const folder = join(root, name);
  await mkdir(folder);
  for (const picture of ['house.png', 'house_gray.png', 'house_blue_roof.png'])
    await cp(join(IMAGES, picture), join(folder, picture));
  const rows = Array.from({ length: ITEMS }, (_, line) => ({
    prompt: `Paint it in colour ${line}`,
    path_src: 'house.png',
    path1: line % 2 === 0 ? 'house_gray.png' : 'late.png',
    path2: 'house_blue_roof.png',
  }));
  await writeFile(join(folder, 'set.json'), JSON.stringify(rows));
  return folder;
}

const evaluate = (folder: string, ...more: readonly string[]) =>
  start('evaluate', '--manifest', join(folder, 'set.json'), '--model', NANO, '--out', join(folder, 'out'), ...more);

async function scoresOf(folder: string): Promise<Scored[]> {
  const text = await readFile(join(folder, 'out', 'set_scores.jsonl'), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const devicesOf = async (folder: string): Promise<{ device: string; scores: number }[]> =>
  JSON.parse(await readFile(join(folder, 'out', 'set_report.json'), 'utf8')).devices;

/** Line by line the same, and numbers within {@link BAR}. */
async function expectSame(folder: string, expected: readonly Scored[]): Promise<void> {
  const found = await scoresOf(folder);
  expect(found.map((line) => Object.keys(line))).toEqual(expected.map((line) => Object.keys(line)));
  expectNear(
    found.map(({ reward }) => reward),
    expected.map(({ reward }) => reward),
  );
}

const addLate = (folder: string) => cp(join(IMAGES, 'house_palette.png'), join(folder, 'late.png'));

describe.skipIf('missing' in swiftShader)('an evaluation on a GPU', () => {
  let expected: readonly Scored[] = [];

  beforeAll(async () => {
    const folder = await makeDataset('cpu');
    await addLate(folder);
    expect(await ended(evaluate(folder, '--device', 'cpu'))).toMatchObject({ code: 0 });
    expected = await scoresOf(folder);
    expect(expected).toHaveLength(2 * ITEMS);
  });

  it('goes on with what a CPU began, and says which device gave what', async () => {
    const folder = await makeDataset('resumed');
    expect(await ended(evaluate(folder, '--device', 'cpu'))).toMatchObject({ code: 1 });
    await addLate(folder);
    const { code, err } = await ended(evaluate(folder, '--device', 'webgpu'));
    expect({ code, err }).toMatchObject({
      code: 0,
      err: expect.stringContaining('Scores from before are of another device'),
    });
    await expectSame(folder, expected);
    expect(await devicesOf(folder)).toEqual([
      { device: expect.stringMatching(/^CPU, .*, fused operators$/), scores: 1.5 * ITEMS },
      { device: expect.stringMatching(/^WebGPU, SwiftShader .*, standard operators$/), scores: ITEMS / 2 },
    ]);
  });

  it('loses no item when the GPU ends its process', async () => {
    const folder = await makeDataset('crashed');
    await addLate(folder);
    const command = evaluate(folder, '--device', 'webgpu');
    const over = ended(command);
    const journal = join(folder, 'out', 'set.part-1-of-1.jsonl');
    // At the first score: the header is a line, too.
    await expect.poll(async () => linesOf(await readFile(journal, 'utf8').catch(() => ''))).toBeGreaterThan(1);
    process.kill(defined(gpuProcessOf(command), 'No process has the GPU.'), 'SIGSEGV');
    const { code, err } = await over;
    expect({ code, err }).toMatchObject({
      code: 0,
      err: expect.stringMatching(
        /The process that had the GPU ended \(SIGSEGV\)\..* The device is opened again\. What is scored is kept\./,
      ),
    });
    await expectSame(folder, expected);
    expect(await devicesOf(folder)).toEqual([{ device: expect.stringMatching(/^WebGPU, /), scores: 2 * ITEMS }]);
  });
});

function linesOf(text: string): number {
  return text.split('\n').length - 1;
}

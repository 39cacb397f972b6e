import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MEDIUM } from '../../e2e/bench/conversionMemory.ts';
import { writeSyntheticCheckpoint } from '../../e2e/bench/syntheticCheckpoint.ts';
import { editrewardHere, ended, startEditreward, withoutProgress } from '../testing/commandLine.ts';
import { goldenCases, goldenNumbers } from '../testing/packages.ts';
import { at } from '../core/at.ts';

const TINY = 'reference/tiny';
const checkpoint = join(TINY, 'checkpoint');
const image = (name: string) => join(TINY, 'images', name);
const CONVERT = ['convert', '--checkpoint', checkpoint, '--base', checkpoint, '--prompts', join(TINY, 'prompts.json')];

const head = v.object({ mu: v.number(), logSigma: v.number() });
const report = v.strictObject({
  instruction: v.string(),
  source: v.string(),
  orientation: v.picklist(['official', 'upright']),
  transparent: v.optional(v.array(v.string())),
  model: v.strictObject({ id: v.string(), dtype: v.string(), revision: v.string(), manifestSha256: v.string() }),
  device: v.strictObject({
    provider: v.string(),
    description: v.string(),
    features: v.array(v.string()),
    operators: v.string(),
  }),
  candidates: v.array(
    v.strictObject({
      file: v.string(),
      reward: v.number(),
      logSigma: v.number(),
      instructionFollowing: head,
      visualQuality: head,
      rank: v.number(),
    }),
  ),
});

describe('editreward, started as a user starts it', { timeout: 240_000 }, () => {
  let root = '';
  let model = '';
  let converted: Awaited<ReturnType<typeof ended>>;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'editreward-cli-'));
    model = join(root, 'package');
    const args = [...CONVERT, '--dtype', 'fp32', '--id', 'tiny', '--revision', 'abc', '--out', model];
    converted = await ended(startEditreward(...args));
  }, 240_000);
  afterAll(() => rm(root, { recursive: true }));

  it('converts, and says what it made', () => {
    expect(converted.code).toBe(0);
    expect(converted.out.split('\n')).toEqual([
      `tiny (fp32) is in ${model}`,
      '  Files      13, 2 MB',
      '  Self-test  instruction following 1.26 ± 0.63, visual quality 0.29 ± 0.88',
      expect.stringMatching(
        /^ {2}Time {7}[\d.]+ s: [\d.]+ s to convert \(\d+ [MK]B\/s read\), [\d.]+ s for the self-test$/,
      ),
      expect.stringMatching(/^ {2}Memory {5}[\d.]+ [MG]B at most$/),
      '',
    ]);
    expect(converted.err).toMatch(
      /^editreward: the prompt texts in reference\/tiny\/prompts.json are used as they are: .*\n$/,
    );
  });

  it('scores the edits of a source and names model and device', async () => {
    const args = ['score', '--model', model, '--source', image('house.png'), '--instruction', 'Paint the roof blue'];
    // As a shell expands a pattern, and repeated.
    args.push(
      '--json',
      '--edited',
      image('house_blue_roof.png'),
      image('house_gray.png'),
      '--edited',
      image('house_no_sun.webp'),
    );
    const { code, out, err } = await ended(startEditreward(...args));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { instruction, source, orientation, model: reported, device, candidates } = v.parse(report, JSON.parse(out));
    expect([instruction, source, orientation]).toEqual(['Paint the roof blue', image('house.png'), 'official']);
    const digest = createHash('sha256').update(await readFile(join(model, 'manifest.json')));
    expect(reported).toEqual({ id: 'tiny', dtype: 'fp32', revision: 'abc', manifestSha256: digest.digest('hex') });
    const description: unknown = expect.stringMatching(/^CPU, /);
    expect(device).toEqual({ provider: 'cpu', description, features: [], operators: 'fused' });
    expect(candidates.map(({ file, rank }) => [rank, file])).toEqual([
      [1, image('house_gray.png')],
      [2, image('house_no_sun.webp')],
      [3, image('house_blue_roof.png')],
    ]);
  });

  it.each(goldenCases('tiny'))('gives the official rewards of $id', async (golden) => {
    const args = [
      '--source',
      image(at(golden.images, 0)),
      '--edited',
      image(golden.edited),
      '--instruction',
      golden.instruction,
    ];
    const { out } = await editrewardHere('score', '--model', model, '--json', ...args);
    const [candidate] = v.parse(report, JSON.parse(out)).candidates;
    const { instructionFollowing, visualQuality, reward } = candidate ?? expect.fail('no candidate');
    const measured = [instructionFollowing, visualQuality].flatMap(({ mu, logSigma }) => [mu, logSigma]);
    const official = goldenNumbers(golden);
    for (const [i, value] of measured.entries()) expect(Math.abs(value - (official[i] ?? NaN))).toBeLessThan(1e-4);
    expect(reward).toBeCloseTo((instructionFollowing.mu + visualQuality.mu) / 2, 12);
  });

  it('prints a table, and which is best as far as the model can tell', async () => {
    const edited = [image('house_blue_roof.png'), image('house_no_sun.webp')];
    const args = ['--source', image('house.png'), '--instruction', 'Paint the roof blue', '--edited', ...edited];
    const { out } = await editrewardHere('score', '--model', model, ...args);
    expect(out.split('\n')).toEqual([
      expect.stringMatching(/^tiny \(fp32\) on CPU, /),
      '',
      'Rank  Edit                                            Reward  Instruction following  Visual quality',
      '1     reference/tiny/images/house_no_sun.webp    0.86 ± 1.07            1.41 ± 1.12     0.32 ± 1.01',
      '1     reference/tiny/images/house_blue_roof.png  0.62 ± 0.74            0.89 ± 0.71     0.35 ± 0.78',
      '',
      `Too close to call: ${edited[1]} or ${edited[0]}`,
      '',
    ]);
  });

  it('takes photos as they are stored, or upright when asked to', async () => {
    const turned = join(root, 'turned.png');
    await sharp(image('house.png')).withMetadata({ orientation: 6 }).toFile(turned);
    const rewardOf = async (edited: string, ...more: string[]) => {
      const args = ['--source', image('house.png'), '--edited', edited, '--instruction', '', '--json', ...more];
      const { out } = await editrewardHere('score', '--model', model, ...args);
      return v.parse(report, JSON.parse(out)).candidates[0]?.reward;
    };
    const asStored = await rewardOf(image('house.png'));
    expect(await rewardOf(turned)).toBe(asStored);
    expect(await rewardOf(turned, '--images', 'upright')).not.toBe(asStored);
  });

  it('stops on Ctrl-C, and the same command goes on', async () => {
    const large = join(root, 'large');
    const out = join(root, 'unfinished');
    await writeSyntheticCheckpoint(large, MEDIUM);
    const paths = ['--checkpoint', large, '--base', large, '--tokenizer', checkpoint, '--out', out];
    const args = ['convert', '--prompts', join(TINY, 'prompts.json'), '--dtype', 'q4', ...paths];
    const child = startEditreward(...args);
    const end = ended(child);
    const isRunning = () => child.exitCode === null && child.signalCode === null;
    // A partial file, or the whole one where that was quicker than the next look.
    const hasDecoder = async () => {
      const names = await readdir(out).catch(() => []);
      return names.some((name) => name.startsWith('decoder-0.data'));
    };
    while (isRunning() && !(await hasDecoder())) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGINT');
    const { code, err } = await end;
    expect({ code, lines: err.trimEnd().split('\n').slice(-2) }).toEqual({
      code: 130,
      lines: [
        `editreward: what was finished stays in ${out}: the same command goes on.`,
        'editreward: The work was cancelled.',
      ],
    });
    const { mtimeMs } = await stat(join(out, 'vision-0.data'));
    expect((await ended(startEditreward(...args))).code).toBe(0);
    expect((await stat(join(out, 'vision-0.data'))).mtimeMs).toBe(mtimeMs);
    expect(await exists(join(out, 'conversion.json'))).toBe(false);
  });

  it('loads neither onnxruntime nor sharp to print its help', async () => {
    expect(await nativeLibrariesOf("['--help']")).toEqual([]);
    const scored = ['score', '--model', model, '--source', image('house.png'), '--instruction', ''];
    scored.push('--edited', image('house_gray.png'));
    expect(await nativeLibrariesOf(JSON.stringify(scored))).toEqual(expect.arrayContaining(['onnxruntime', 'sharp']));
  });
});

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

/** Which of the large native libraries are in a process that has run the command. */
async function nativeLibrariesOf(args: string): Promise<string[]> {
  const script = `const { main } = await import('./src/cli/main.ts');
    await main(${args});
    console.error(JSON.stringify(process.report.getReport().sharedObjects));`;
  const options = ['--import', 'tsx', '--input-type=module', '--eval', script];
  const { stderr } = await promisify(execFile)(process.execPath, options);
  const libraries = v.parse(v.array(v.string()), JSON.parse(withoutProgress(stderr)));
  return ['onnxruntime', 'sharp'].filter((name) => libraries.some((library) => library.includes(name)));
}

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editrewardHere } from '../testing/commandLine.ts';
import { convertForTest } from '../testing/packages.ts';

const house = 'reference/tiny/images/house.png';
const gray = 'reference/tiny/images/house_gray.png';
let root = '';
let model = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'editreward-errors-'));
  model = await convertForTest('tiny');
}, 240_000);
afterAll(async () => {
  await rm(root, { recursive: true });
  await rm(model, { recursive: true });
});

interface Words {
  readonly model?: string;
  readonly source?: string;
  readonly edited?: readonly string[];
  readonly instruction?: string;
}

function score(words: Words, ...more: string[]) {
  const { source = house, edited = [gray], instruction = 'Paint the roof blue' } = words;
  const images = ['--source', source, '--edited', ...edited];
  return editrewardHere('score', '--model', words.model ?? model, ...images, '--instruction', instruction, ...more);
}

/** Bytes under a name in the temporary folder; returns the path. */
async function file(name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(root, name);
  await writeFile(path, bytes);
  return path;
}

/** Signature and header chunk of an RGB picture without any pixels. */
function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.from('89504e470d0a1a0a0000000d494844520000000000000000080200000000000000', 'hex');
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  return header;
}

describe('images that cannot be scored', () => {
  const bad: [kind: string, name: string, message: string, make: (name: string) => Promise<unknown>][] = [
    [
      'NotAnImageError',
      'notes.png',
      "is not an image that can be scored. Save it as PNG, JPEG, WebP, GIF, BMP or AVIF; the file's ending alone does not change its format.",
      (name) => file(name, 'These are notes.'),
    ],
    ['EmptyFileError', 'empty.png', 'is empty. Export or download it again.', (name) => file(name, '')],
    [
      'DecodeError',
      'truncated.png',
      'is damaged: the end of the file is missing. Export or download it again.',
      async (name) => file(name, (await readFile(house)).subarray(0, 2000)),
    ],
    [
      'ImageTooLargeError',
      'huge.png',
      'has 20000 × 20000 pixels, more than the 89,478,485 up to which images are decoded (the limit above which Pillow warns). Make it smaller and try again.',
      (name) => file(name, pngHeader(20_000, 20_000)),
    ],
    [
      'AspectRatioError',
      'thin.png',
      'is 402 × 2 pixels: one side is more than 200 times the other, and the model takes no such picture. Crop it to a less extreme shape.',
      (name) => sharp({ create: { width: 402, height: 2, channels: 3, background: 'red' } }).toFile(join(root, name)),
    ],
    ['DiskError', 'missing.png', 'does not exist or is a folder. Give the path of an image.', async () => undefined],
  ];
  beforeAll(async () => {
    for (const [, name, , make] of bad) await make(name);
  });

  it('are told apart from the others, which are scored', async () => {
    const edited = [...bad.map(([, name]) => join(root, name)), gray];
    const { code, out, err } = await score({ edited }, '--json');
    expect(code).toBe(1);
    const { candidates } = v.parse(v.object({ candidates: v.array(v.unknown()) }), JSON.parse(out));
    expect(candidates).toEqual([
      expect.objectContaining({ file: gray, rank: 1, reward: expect.any(Number) }),
      ...bad.map(([kind, name, message]) => {
        const path = join(root, name);
        return { file: path, error: { name: kind, message: `${path} ${message}` } };
      }),
    ]);
    expect(err).toBe(bad.map(([, name, message]) => `editreward: ${join(root, name)} ${message}\n`).join(''));
  });

  it.each(bad)('as the source, %s ends the command', async (_kind, name, message) => {
    const source = join(root, name);
    expect(await score({ source })).toEqual({ code: 1, out: '', err: `editreward: ${source} ${message}\n` });
  });

  it('are named under a table without rows, too', async () => {
    const path = join(root, 'empty.png');
    const { code, out, err } = await score({ edited: [path] });
    expect({ code, err }).toEqual({ code: 1, err: `editreward: ${path} is empty. Export or download it again.\n` });
    expect(out).toMatch(/^tiny \(fp32\) on CPU, .*\n\nNo edit could be scored\.\n$/);
  });
});

describe('instructions that cannot be scored', () => {
  it('hold a special token', async () => {
    expect(await score({ instruction: 'Add <|Reward|> twice' })).toEqual({
      code: 1,
      out: '',
      err: 'editreward: The instruction contains <|Reward|>, which has a meaning of its own to this model. Remove it or write it another way.\n',
    });
  });

  it('are far too long', async () => {
    expect(await score({ instruction: 'a'.repeat(50_000) })).toEqual({
      code: 1,
      out: '',
      err: 'editreward: The instruction has 50,000 characters; at most 10,000 are allowed. Shorten it.\n',
    });
  });
});

async function altered(name: string, alter: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(root, name);
  await cp(model, folder, { recursive: true });
  await alter(folder);
  return folder;
}

async function alterManifest(folder: string, from: string | RegExp, to: string): Promise<void> {
  const path = join(folder, 'manifest.json');
  const text = await readFile(path, 'utf8');
  expect(text).toMatch(from);
  await writeFile(path, text.replace(from, to));
}

async function expectRefusal(folder: string, message: string | RegExp): Promise<void> {
  const { code, out, err } = await score({ model: folder });
  expect({ code, out }).toEqual({ code: 1, out: '' });
  if (typeof message === 'string') expect(err).toBe(`editreward: ${message}\n`);
  else expect(err).toMatch(message);
}

describe('a limit on the size of pictures', () => {
  it('is refused for a model that sees all of them at one size', async () => {
    const { out, err, code } = await score({}, '--max-pixels', '50000');
    expect({ out, code }).toEqual({ out: '', code: 1 });
    expect(err).toMatch(
      /^editreward: \S+ sees every picture at one size, so --max-pixels would change nothing\. Leave it out\.\n$/,
    );
  });
});

describe('packages that cannot be trusted', () => {
  it('are no packages at all', async () => {
    const message =
      'reference is not a model package: it has no manifest.json. Choose the folder that "editreward convert" wrote.';
    await expectRefusal('reference', message);
    await expectRefusal(join(root, 'nowhere'), `${join(root, 'nowhere')} does not exist. Check the path.`);
  });

  it('lack a shard', async () => {
    const folder = await altered('lacking', (path) => rm(join(path, 'decoder-0.data')));
    await expectRefusal(folder, `decoder-0.data is missing from ${folder}. Copy or download the model package again.`);
  });

  it('have a file with one wrong bit', async () => {
    const folder = await altered('flipped', async (path) => {
      const shard = join(path, 'vision-0.data');
      const bytes = await readFile(shard);
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      await writeFile(shard, bytes);
    });
    const message =
      'vision-0.data is damaged: its SHA-256 is not the one in the manifest. Copy or download this file again.';
    await expectRefusal(folder, message);
  });

  it('are of a schema version to come', async () => {
    const folder = await altered('later', (path) => alterManifest(path, '"schemaVersion": 2', '"schemaVersion": 99'));
    const message =
      'manifest.json has schema version 99; this version of EditReward Web reads 1 and 2. Convert the checkpoint again, or update EditReward Web.';
    await expectRefusal(folder, message);
  });

  it('fail their self-test', async () => {
    const folder = await altered('other', (path) => alterManifest(path, /"mu": 1\.25\d+/, '"mu": 1.75'));
    const message =
      /^editreward: This model failed its self-test on every device, so it will not score\. CPU with fused operators: Its rewards differ from the expected ones by 0\.49, more than 0\.001\. CPU: Its rewards differ from the expected ones by 0\.49, more than 0\.001\. The model package may be damaged: download or convert it again\.\n$/;
    await expectRefusal(folder, message);
  });
});

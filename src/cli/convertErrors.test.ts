import { access, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { floatTensor, tinyTensors } from '../testing/changedTiny.ts';
import { editrewardHere } from '../testing/commandLine.ts';
import { safetensorsBytes } from '../testing/safetensorsBytes.ts';

const tiny = 'reference/tiny/checkpoint';
let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'editreward-errors-'));
});
afterAll(() => rm(root, { recursive: true }));

function convert(checkpoint: string, ...more: string[]) {
  const args = [
    '--base',
    tiny,
    '--prompts',
    'reference/tiny/prompts.json',
    '--dtype',
    'q4',
    '--out',
    join(root, 'out'),
  ];
  return editrewardHere('convert', '--checkpoint', checkpoint, ...args, ...more);
}

async function copyOfTiny(name: string): Promise<string> {
  const folder = join(root, name);
  await cp(tiny, folder, { recursive: true });
  return folder;
}

/** Replaces one text by another of the same length, in a file of any bytes. */
async function patch(path: string, from: string, to: string): Promise<void> {
  const bytes = await readFile(path);
  const at = bytes.indexOf(from);
  expect([at > 0, to.length]).toEqual([true, from.length]);
  bytes.write(to, at);
  await writeFile(path, bytes);
}

async function expectRefusal(checkpoint: string, message: string): Promise<void> {
  const { code, out, err } = await convert(checkpoint);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  // After the note on the prompts.
  expect(err.slice(err.indexOf('\n') + 1)).toBe(`editreward: ${message}\n`);
  await expect(access(join(root, 'out'))).rejects.toThrow('ENOENT');
}

describe('checkpoints that cannot be converted', () => {
  it('lack a tensor', async () => {
    const folder = await copyOfTiny('lacking');
    const index = join(folder, 'model.safetensors.index.json');
    const text = await readFile(index, 'utf8');
    await writeFile(index, text.replace(/ *"model\.visual\.blocks\.1\.norm1\.weight".*\n/, ''));
    const message =
      `${folder} lacks the weight visual.blocks.1.norm1.weight (looked for as model.visual.blocks.1.norm1.weight and ` +
      'visual.blocks.1.norm1.weight). Choose a full checkpoint, with adapters merged, and the config.json of its ' +
      'base model.';
    await expectRefusal(folder, message);
  });

  it('have a chat template that makes no prompts', async () => {
    const folder = await copyOfTiny('template');
    await writeFile(join(folder, 'chat_template.jinja'), '<|image_pad|>{{ messages[0].content[2].text }}');
    const { code, err } = await convert(folder, '--base', folder, '--tokenizer', folder);
    expect([code, err.slice(err.indexOf('\n') + 1)]).toEqual([
      1,
      'editreward: Chat template, tokenizer and prompt texts make no prompts for EditReward: a prompt shows 1 images where ' +
        '2 are needed. Use the files of the base model that this checkpoint was trained from.\n',
    ]);
    await expect(access(join(root, 'out'))).rejects.toThrow('ENOENT');
  });

  it("are another reward model's", async () => {
    const folder = join(root, 'other-reward');
    await mkdir(folder);
    const heads = Object.entries(await tinyTensors()).map(([name, tensor]) => [
      name.replace('rm_heads.head_0.', 'rm_head.'),
      tensor,
    ]);
    const tensors = Object.fromEntries(heads.filter(([name]) => !String(name).startsWith('rm_heads.')));
    await writeFile(join(folder, 'HPSv3.safetensors'), safetensorsBytes(tensors));
    const message =
      `${folder} holds the heads of HPSv3, which was trained on Qwen2-VL, and config.json is that of a Qwen2.5-VL. Choose ` +
      'the base model that this checkpoint was trained from.';
    await expectRefusal(folder, message);
  });

  it('have a tensor of another shape', async () => {
    const folder = await copyOfTiny('transposed');
    await patch(join(folder, 'model-00001-of-00002.safetensors'), '"shape":[48,84]', '"shape":[84,48]');
    const message =
      'model.visual.blocks.0.mlp.down_proj.weight has the shape [84, 48], and config.json asks for [48, 84]. Use the ' +
      'config.json of the base model that this checkpoint was trained from.';
    await expectRefusal(folder, message);
  });

  it('are a pickle', async () => {
    const folder = join(root, 'pickled');
    await mkdir(folder);
    await writeFile(join(folder, 'model.pth'), 'PK');
    const { code, err } = await convert(folder);
    expect(code).toBe(1);
    expect(err).toContain(
      `editreward: ${folder} holds model.pth, a Python pickle, which is not read here. Turn it into model.safetensors once, in Python:`,
    );
  });

  it('are not there', async () => {
    await expectRefusal(join(root, 'nowhere'), `${join(root, 'nowhere')} does not exist. Check the path.`);
  });
});

it('tells of a head that is 0 throughout, and converts all the same', async () => {
  const folder = await copyOfTiny('zero-head');
  const tensors = { ...(await tinyTensors()), 'rm_heads.head_1.5.weight': floatTensor([2, 16], () => 0) };
  await writeFile(join(folder, 'model.safetensors'), safetensorsBytes(tensors));
  const { code, out } = await convert(folder, '--out', join(root, 'zero-head-package'));
  expect(code).toBe(0);
  expect(out).toContain(
    '  Warning    All weights are zero in rm_heads.head_1.5.weight: every picture gets the same reward',
  );
});

it('names weights that are NaN before all is written, and says that what was finished stays', async () => {
  const folder = await copyOfTiny('nan');
  const name = 'model.language_model.layers.0.mlp.up_proj.weight';
  const tensors = { ...(await tinyTensors()), [name]: floatTensor([112, 64], (i) => (i < 2 ? NaN : 0.5)) };
  await writeFile(join(folder, 'model.safetensors'), safetensorsBytes(tensors));
  const { code, err } = await convert(folder, '--out', join(root, 'nan-package'));
  expect(code).toBe(1);
  expect(err).toContain(
    'editreward: model.safetensors: 2 weights of language.layers.0.mlp.up_proj.weight are NaN or infinite, so the ' +
      'checkpoint is damaged. Download or save it again.\n',
  );
});

it('takes a folder for empty in which an operating system keeps something', async () => {
  const folder = join(root, 'opened-in-finder');
  await mkdir(folder);
  await writeFile(join(folder, '.DS_Store'), '');
  expect((await convert(tiny, '--out', folder)).code).toBe(0);
});

it('leaves a folder of other things as it is, until forced', async () => {
  const folder = join(root, 'mine');
  await mkdir(folder);
  await writeFile(join(folder, 'letter.txt'), 'Dear');
  expect(await convert(tiny, '--out', folder)).toEqual({
    code: 1,
    out: '',
    err: `editreward: ${folder} is not empty and holds no model package. Choose another folder, or write into it with --force.\n`,
  });
  expect((await convert(tiny, '--out', folder, '--force')).code).toBe(0);
  expect(await readFile(join(folder, 'letter.txt'), 'utf8')).toBe('Dear');
});

it('prints the usage line when the words are wrong', async () => {
  expect(await convert(tiny, '--dtype', 'int8')).toEqual({
    code: 2,
    out: '',
    err:
      'editreward: --dtype is one of fp32, q8, q4mixed, q4, q4f16, not "int8".\n' +
      'Usage: editreward convert --checkpoint DIR --base DIR --dtype fp32|q8|q4mixed|q4|q4f16 --out DIR [options]\n',
  });
});

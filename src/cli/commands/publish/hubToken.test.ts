import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findHubToken, HubTokenError } from './hubToken.ts';

let home: string;
let empty: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'home-'));
  empty = await mkdtemp(join(tmpdir(), 'home-'));
  for (const [folder, token] of [
    ['.cache/huggingface', 'hf_usual'],
    ['elsewhere', 'hf_elsewhere'],
    ['xdg/huggingface', 'hf_xdg'],
  ] as const) {
    await mkdir(join(home, folder), { recursive: true });
    await writeFile(join(home, folder, 'token'), `${token}\n`);
  }
});

describe('findHubToken', () => {
  it('takes the first of the usual places', async () => {
    const elsewhere = { HF_HOME: join(home, 'elsewhere') };
    expect(await findHubToken({ ...elsewhere, HF_TOKEN: ' hf_a ', HUGGING_FACE_HUB_TOKEN: 'hf_b' }, home)).toBe('hf_a');
    expect(await findHubToken({ ...elsewhere, HF_TOKEN: '', HUGGING_FACE_HUB_TOKEN: 'hf_b' }, home)).toBe('hf_b');
    expect(await findHubToken(elsewhere, home)).toBe('hf_elsewhere');
    expect(await findHubToken({ XDG_CACHE_HOME: join(home, 'xdg') }, home)).toBe('hf_xdg');
    expect(await findHubToken({ HF_TOKEN_PATH: join(home, 'elsewhere', 'token') }, empty)).toBe('hf_elsewhere');
    expect(await findHubToken({}, home)).toBe('hf_usual');
  });

  it('says where it looked', async () => {
    const missing = findHubToken({}, empty);
    await expect(missing).rejects.toThrow(HubTokenError);
    await expect(missing).rejects.toThrow(`or in ${join(empty, '.cache', 'huggingface', 'token')}. Make one`);
  });

  it('never shows what is no token', async () => {
    const refused = findHubToken({ HF_TOKEN: 'my password' }, home);
    await expect(refused).rejects.toThrow('What stands in HF_TOKEN is no token of Hugging Face');
    await expect(refused).rejects.not.toThrow('password');
  });
});

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readText } from '../../core/bytes/bytes.ts';
import { baseFolder } from './baseFolder.ts';

let root = '';
const at = (name: string) => join(root, name);
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'editreward-base-'));
  const files = ['base/config.json', 'base/chat_template.jinja', 'tokenizer/config.json', 'tokenizer/tokenizer.json'];
  files.push('tokenizer/preprocessor_config.json');
  for (const folder of ['base', 'tokenizer']) await mkdir(at(folder));
  for (const file of files) await writeFile(at(file), file);
});
afterAll(() => rm(root, { recursive: true }));

async function textOf(path: string, tokenizer: string | undefined): Promise<string | undefined> {
  const source = await baseFolder([at('base')], tokenizer).open(path);
  return source && readText(source);
}

it('takes the tokenizer whole from its own folder, and the rest from the base model first', async () => {
  expect(await textOf('tokenizer.json', at('tokenizer'))).toBe('tokenizer/tokenizer.json');
  expect(await textOf('config.json', at('tokenizer'))).toBe('base/config.json');
  expect(await textOf('preprocessor_config.json', at('tokenizer'))).toBe('tokenizer/preprocessor_config.json');
  expect(await textOf('chat_template.jinja', at('tokenizer'))).toBeUndefined();
});

it('looks in the base folders alone when there is no tokenizer folder', async () => {
  expect(await textOf('chat_template.jinja', undefined)).toBe('base/chat_template.jinja');
  expect(await textOf('tokenizer.json', undefined)).toBeUndefined();
});

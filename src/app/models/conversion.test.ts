import { describe, expect, it } from 'vitest';
import { conversionOf } from './conversion.ts';

const PAGE = 'https://site.example/';
const typed = (text: string) => ({ text, folder: undefined });
const folder = { name: 'my-model', files: [{ path: 'model.safetensors', file: new File([], 'model.safetensors') }] };

describe('conversionOf', () => {
  it('takes repositories, and names the model as the checkpoint', () => {
    const request = conversionOf({ checkpoint: typed('owner/name@v1'), base: typed('qwen/base'), dtype: 'q4' }, PAGE);
    expect(request).toEqual({
      checkpoint: { kind: 'huggingFace', repository: 'owner/name', revision: 'v1' },
      base: [{ kind: 'huggingFace', repository: 'qwen/base' }],
      dtype: 'q4',
      name: 'name',
    });
  });

  it('takes a folder that holds all', () => {
    const request = conversionOf({ checkpoint: { text: '', folder }, base: typed(' '), dtype: 'q8' }, PAGE);
    expect(request).toEqual({
      checkpoint: { kind: 'files', files: folder.files },
      base: [],
      dtype: 'q8',
      name: 'my-model',
    });
  });

  it('takes the prompts that lie with the checkpoint', () => {
    const files = [...folder.files, { path: 'prompts.json', file: new File([], 'prompts.json') }];
    const checkpoint = { text: '', folder: { name: 'my-model', files } };
    expect(conversionOf({ checkpoint, base: typed(''), dtype: 'q4' }, PAGE).prompts).toEqual({ kind: 'files', files });
  });

  it('names a model at an address by its last part', () => {
    expect(conversionOf({ checkpoint: typed('https://a.example/b/c'), base: typed(''), dtype: 'q4' }, PAGE).name).toBe(
      'c',
    );
  });

  it('asks for a checkpoint', () => {
    expect(() => conversionOf({ checkpoint: typed(''), base: typed('a/b'), dtype: 'q4' }, PAGE)).toThrow(
      'Say which checkpoint to convert',
    );
  });
});

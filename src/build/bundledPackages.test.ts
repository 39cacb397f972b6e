import { describe, expect, it } from 'vitest';
import { type BundledPackage, packageOfModule, readPackage, withDependencies } from './bundledPackages.ts';

describe('packageOfModule', () => {
  it.each([
    ['/home/me/site/node_modules/react/index.js', 'react'],
    ['/home/me/site/node_modules/@huggingface/jinja/dist/a.js', '@huggingface/jinja'],
    ['/home/me/node_modules/a/node_modules/b/index.js', 'b'],
    ['C:\\site\\node_modules\\react\\index.js', 'react'],
    ['/site/node_modules/onnxruntime-web/dist/ort.wasm?url', 'onnxruntime-web'],
    ['/site/src/app/main.tsx', undefined],
  ])('of %s is %s', (id, name) => {
    expect(packageOfModule(id)).toBe(name);
  });
});

describe('withDependencies', () => {
  const tree: Record<string, readonly string[]> = { b: ['a', 'sharp'], a: ['b', '@types/node', 'c'], c: [] };
  const read = (name: string): BundledPackage => {
    const dependencies = tree[name];
    if (!dependencies) throw new Error(`${name} was asked for.`);
    return { name, version: '1.0.0', licence: 'MIT', text: undefined, repository: undefined, dependencies };
  };

  it('finds each once, in the order of names, and nothing that no browser runs', () => {
    expect(withDependencies(['b'], read).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });
});

describe('readPackage', () => {
  it('reads a package as npm installs it', () => {
    const { name, licence, text, repository } = readPackage('node_modules', 'comlink');
    expect({ name, licence, repository }).toEqual({
      name: 'comlink',
      licence: 'Apache-2.0',
      repository: expect.stringContaining('github.com/GoogleChromeLabs/comlink'),
    });
    expect(text).toContain('Apache License');
  });

  it('reads the licence of a library that it holds in compiled form', () => {
    const { text } = readPackage('node_modules', '@jsquash/webp');
    expect(text).toContain('Apache License');
    expect(text).toContain('Copyright (c) 2010, Google Inc. All rights reserved.');
  });
});

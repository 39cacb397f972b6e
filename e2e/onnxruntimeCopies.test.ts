import { readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { serveFolder } from './harness/folderServer.ts';
import { convertForTest } from '../src/testing/packages.ts';
import { openScorer } from './harness/scorerDriver.ts';

const BUILDS = ['jspi', 'asyncify'] as const;

const assets = readdirSync('dist/assets');
const scripts = assets.filter((name) => /\.m?js$/.test(name));
const textOf = (name: string) => readFileSync(join('dist/assets', name), 'utf8');

describe('the built site', () => {
  it.each(BUILDS)("holds the %s build of onnxruntime-web's script and its binary once", (build) => {
    // The name by which the script looks for its loader: it stands in each copy of the script once.
    const copies = scripts.map((name) => textOf(name).split(`ort-wasm-simd-threaded.${build}.mjs`).length - 1);
    expect(copies.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(assets.filter((name) => name.startsWith(`ort-wasm-simd-threaded.${build}-`))).toHaveLength(2);
  });

  it('holds no other, and both of one version', () => {
    expect(assets.filter((name) => name.endsWith('.wasm'))).toHaveLength(BUILDS.length);
    const { version } = JSON.parse(readFileSync('node_modules/onnxruntime-web/package.json', 'utf8')) as {
      version: string;
    };
    expect(scripts.filter((name) => textOf(name).includes(version))).toHaveLength(BUILDS.length);
  });

  it('gives a visitor one of them', async () => {
    const path = await convertForTest('tiny');
    const packages = await serveFolder(path);
    const browser = await launchBrowser(inject('siteUrl'), { webgpu: false });
    try {
      const requested = new Set<string>();
      browser.context.on('request', (request) =>
        requested.add(new URL(request.url()).pathname.split('/').at(-1) ?? ''),
      );
      const scorer = await openScorer(browser);
      expect(await scorer.load(packages.url, {})).toHaveProperty('value');
      const fetched = [...requested].filter((name) => name.startsWith('ort'));
      expect(fetched.filter((name) => name.endsWith('.wasm'))).toEqual([expect.stringContaining('.jspi-')]);
      expect(fetched.filter((name) => name.includes('asyncify') || name.includes('webgpu'))).toEqual([]);
    } finally {
      await browser.close();
      await Promise.all([packages.close(), rm(path, { recursive: true })]);
    }
  });
});

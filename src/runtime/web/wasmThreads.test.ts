import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { wasmThreads } from './wasmThreads.ts';

beforeEach(() => {
  vi.stubGlobal('crossOriginIsolated', true);
  vi.stubGlobal('navigator', { hardwareConcurrency: 4 });
});
afterEach(() => vi.unstubAllGlobals());

describe('wasmThreads', () => {
  it.each([
    [1, 1],
    [4, 4],
    [64, 8],
    [undefined, 1],
  ])('of %s cores are %s', (hardwareConcurrency, threads) => {
    vi.stubGlobal('navigator', { hardwareConcurrency });
    expect(wasmThreads()).toBe(threads);
  });

  it.each([
    ['the page is not isolated', () => vi.stubGlobal('crossOriginIsolated', false)],
    ['there is no SharedArrayBuffer', () => vi.stubGlobal('SharedArrayBuffer', undefined)],
    [
      'memory cannot be sent to a worker',
      () =>
        vi.stubGlobal(
          'MessageChannel',
          class {
            readonly port1 = {
              postMessage: () => {
                throw new DOMException('not cloneable', 'DataCloneError');
              },
            };
          },
        ),
    ],
    ['WebAssembly shares none', () => vi.stubGlobal('WebAssembly', { validate: () => false })],
  ])('is one where %s', (_, remove) => {
    remove();
    expect(wasmThreads()).toBe(1);
  });
});

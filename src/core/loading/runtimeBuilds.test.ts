import { describe, expect, it } from 'vitest';
import { type RuntimeBuilds, runtimeOf, withRuntime } from './runtimeBuilds.ts';

const build = (name: string) => ({ script: `${name}.mjs?a=1&b`, loader: `${name}-loader.mjs`, wasm: `${name}.wasm` });
const BUILDS: RuntimeBuilds = { jspi: build('jspi'), asyncify: build('asyncify') };

describe('withRuntime', () => {
  it('is read back by runtimeOf', () => {
    expect(runtimeOf(withRuntime('https://example.org/scorer.js?v=2', BUILDS))).toEqual(BUILDS);
  });

  it('keeps the rest of the address', () => {
    const url = new URL(withRuntime('https://example.org/scorer.js?v=2', BUILDS));
    expect([url.pathname, url.searchParams.get('v')]).toEqual(['/scorer.js', '2']);
  });
});

describe('runtimeOf', () => {
  it('is undefined for an address that names none', () => {
    expect(runtimeOf('https://example.org/scorer.js?type=module')).toBeUndefined();
  });
});

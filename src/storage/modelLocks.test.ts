import { afterEach, describe, expect, it, vi } from 'vitest';
import { webLocks } from './modelLocks.ts';

const { signal } = new AbortController();
const refuse = () => Promise.reject(new DOMException('The operation is insecure.', 'SecurityError'));

afterEach(() => vi.unstubAllGlobals());

describe('webLocks', () => {
  it('without Web Locks lets all work go on, and knows of nobody', async () => {
    vi.stubGlobal('navigator', {});
    expect(await webLocks.hold('a', signal, async () => 1)).toBe(1);
    expect(await webLocks.tryHold('a', async () => 2)).toEqual({ value: 2 });
    expect(await webLocks.unlessKept('a', async () => 3)).toEqual({ value: 3 });
    const release = await webLocks.keep('a');
    release();
    expect(await webLocks.held()).toEqual(new Set());
  });

  it('knows of nobody where the browser refuses to tell', async () => {
    vi.stubGlobal('navigator', { locks: { query: refuse } });
    expect(await webLocks.held()).toEqual(new Set());
  });

  it('gives work a lock of its name, and none to another that will not wait', async () => {
    const held = new Set<string>();
    const request = async (name: string, options: LockOptions, work: (lock: object | null) => Promise<unknown>) => {
      if (options.ifAvailable && held.has(name)) return work(null);
      held.add(name);
      return work({}).finally(() => held.delete(name));
    };
    vi.stubGlobal('navigator', { locks: { request } });
    const inside = await webLocks.hold('a', signal, () => webLocks.tryHold('a', async () => 'both'));
    expect(inside).toBeUndefined();
    expect(await webLocks.tryHold('a', async () => 'alone')).toEqual({ value: 'alone' });
  });
});

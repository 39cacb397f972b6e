import { afterEach, describe, expect, it, vi } from 'vitest';
import { holdLock } from './holdLock.ts';

afterEach(() => vi.unstubAllGlobals());

describe('holdLock', () => {
  it('tells the name of the lock that it was given', async () => {
    const request = vi.fn((_name: string, work: () => Promise<unknown>) => work());
    vi.stubGlobal('navigator', { locks: { request } });
    const name = await holdLock();
    expect(name).toMatch(/^editreward-worker-/);
    expect(request.mock.calls[0]?.[0]).toBe(name);
  });

  it.each([
    ['has no locks', {}],
    [
      'refuses them',
      { locks: { request: () => Promise.reject(new DOMException('The operation is insecure.', 'SecurityError')) } },
    ],
  ])('holds none where the browser %s', async (_, navigator) => {
    vi.stubGlobal('navigator', navigator);
    expect(await holdLock()).toBeUndefined();
  });
});

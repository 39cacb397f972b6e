import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gainIsolation, wantsIsolation } from './gainIsolation.ts';

describe('wantsIsolation', () => {
  const bare = { crossOriginIsolated: false, isSecureContext: true, isFrame: false, tried: false };

  it('is true for a page that a reload through the service worker can isolate', () => {
    expect(wantsIsolation(bare)).toBe(true);
  });

  it.each([
    ['has it', { crossOriginIsolated: true }],
    ['may have no service worker', { isSecureContext: false }],
    ['stands in a frame, which is up to the page around it', { isFrame: true }],
    ['was reloaded for it: without this, a browser that never grants it would reload for ever', { tried: true }],
  ])('is false for a page that %s', (_, difference) => {
    expect(wantsIsolation({ ...bare, ...difference })).toBe(false);
  });
});

describe('a page that is not isolated', () => {
  const site = { start: async () => undefined };
  const reload = vi.fn();
  let remembered: Map<string, string>;

  beforeEach(() => {
    remembered = new Map();
    const window = {};
    vi.stubGlobal('window', Object.assign(window, { top: window }));
    vi.stubGlobal('crossOriginIsolated', false);
    vi.stubGlobal('isSecureContext', true);
    vi.stubGlobal('location', { reload });
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => remembered.get(key) ?? null,
      setItem: (key: string, value: string) => void remembered.set(key, value),
    });
  });
  afterEach(() => {
    reload.mockReset();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is loaded anew once its service worker is there, and once in a tab', async () => {
    expect(await gainIsolation(site, '/', () => true)).toBe(true);
    expect(await gainIsolation(site, '/', () => true)).toBe(false);
    expect(reload).toHaveBeenCalledOnce();
  });

  it.each([
    ['there is something to lose by then', site, () => false],
    ['its service worker does not start', { start: () => Promise.reject(new Error('refused')) }, () => true],
  ])('stays where %s', async (_, worker, mayReload) => {
    expect(await gainIsolation(worker, '/', mayReload)).toBe(false);
    expect(reload).not.toHaveBeenCalled();
    expect(remembered.size).toBe(0);
  });

  it('waits no longer for its service worker than people would', async () => {
    vi.useFakeTimers();
    const gained = gainIsolation({ start: () => new Promise(() => undefined) }, '/', () => true);
    await vi.advanceTimersByTimeAsync(3000);
    expect(await gained).toBe(false);
    expect(reload).not.toHaveBeenCalled();
  });
});

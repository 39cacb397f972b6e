import { describe, expect, it } from 'vitest';
import { wantsIsolation } from './gainIsolation.ts';

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

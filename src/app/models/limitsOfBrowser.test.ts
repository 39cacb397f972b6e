import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findBrowserLimits } from './limitsOfBrowser.ts';

const refuse = () => Promise.reject(new DOMException('The operation is insecure.', 'SecurityError'));
const whole = { serviceWorker: { getRegistration: async () => undefined }, locks: {} };

beforeEach(() => {
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('crossOriginIsolated', true);
  vi.stubGlobal('navigator', whole);
});
afterEach(() => vi.unstubAllGlobals());

describe('findBrowserLimits', () => {
  it('finds none where all is there', async () => {
    expect(await findBrowserLimits()).toEqual([]);
  });

  it('names the one reason for all of them outside a secure context', async () => {
    vi.stubGlobal('isSecureContext', false);
    vi.stubGlobal('navigator', {});
    expect(await findBrowserLimits()).toEqual([expect.stringContaining('Open the page over https')]);
  });

  it.each([
    ['no isolation', () => vi.stubGlobal('crossOriginIsolated', false), 'the CPU can use one thread only'],
    ['no shared memory', () => vi.stubGlobal('SharedArrayBuffer', undefined), 'the CPU can use one thread only'],
    ['no service worker', () => vi.stubGlobal('navigator', { locks: {} }), 'needs a network each time'],
    [
      'a service worker refused',
      () => vi.stubGlobal('navigator', { ...whole, serviceWorker: { getRegistration: refuse } }),
      'needs a network each time',
    ],
    ['no Web Locks', () => vi.stubGlobal('navigator', { serviceWorker: whole.serviceWorker }), 'in one tab at a time'],
    ['no BroadcastChannel', () => vi.stubGlobal('BroadcastChannel', undefined), 'shows here after a reload'],
  ])('says what %s means', async (_, remove, sentence) => {
    remove();
    expect(await findBrowserLimits()).toEqual([expect.stringContaining(sentence)]);
  });
});

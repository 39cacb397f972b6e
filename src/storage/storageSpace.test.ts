import { afterEach, describe, expect, it, vi } from 'vitest';
import { readStorageUse } from './storageSpace.ts';

afterEach(() => vi.unstubAllGlobals());

describe('readStorageUse', () => {
  it('gives what the browser tells', async () => {
    const storage = { estimate: async () => ({ usage: 5, quota: 9 }), persisted: async () => true };
    vi.stubGlobal('navigator', { storage });
    expect(await readStorageUse()).toEqual({ usedBytes: 5, quotaBytes: 9, persisted: true });
  });

  it('knows no limit where the browser tells none', async () => {
    vi.stubGlobal('navigator', { storage: {} });
    expect(await readStorageUse()).toEqual({ usedBytes: 0, quotaBytes: Infinity, persisted: false });
  });

  it.each([
    ['has no storage', {}],
    ['refuses it', { storage: { estimate: () => Promise.reject(new TypeError('The operation is insecure.')) } }],
  ])('says so where the browser %s', async (_, navigator) => {
    vi.stubGlobal('navigator', navigator);
    await expect(readStorageUse()).rejects.toMatchObject({
      name: 'StorageUnavailableError',
      message: expect.stringContaining('keeps no files for this site'),
    });
  });
});

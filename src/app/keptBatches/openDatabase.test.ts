import { afterEach, describe, expect, it, vi } from 'vitest';
import { openDatabase } from './openDatabase.ts';

afterEach(() => vi.unstubAllGlobals());

describe('openDatabase', () => {
  it.each([
    ['has none', undefined],
    [
      'refuses it',
      {
        open() {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      },
    ],
  ])('says what that means where the browser %s', async (_, indexedDB) => {
    vi.stubGlobal('indexedDB', indexedDB);
    await expect(openDatabase('batches', 1, {})).rejects.toMatchObject({
      name: 'NoDatabaseError',
      message: expect.stringMatching(/keeps no batches for this site.*Score page/),
    });
  });
});

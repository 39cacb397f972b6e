import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepCallFrom, keptCallFrom } from './callFrom.ts';
import { stubLocalStorage } from '../../testing/stubLocalStorage.ts';

const memory = new Map<string, string>();

beforeEach(() => {
  memory.clear();
  stubLocalStorage(memory);
});
afterEach(() => vi.unstubAllGlobals());

it('is that of the last visit, else the usual one', () => {
  expect(keptCallFrom()).toBe(0.75);
  keepCallFrom(0.57);
  expect(keptCallFrom()).toBe(0.57);
});

it.each(['', 'NaN', '0.9', '100', '49', '75.5'])('is the usual one where %o is kept', (text) => {
  memory.set('editreward: threshold', text);
  expect(keptCallFrom()).toBe(0.75);
});

it('is the usual one where the site may store nothing', () => {
  vi.stubGlobal('localStorage', undefined);
  keepCallFrom(0.9);
  expect(keptCallFrom()).toBe(0.75);
});

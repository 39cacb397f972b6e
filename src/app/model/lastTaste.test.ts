import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { lastTasteOf, rememberTaste } from './lastTaste.ts';
import { stubLocalStorage } from '../../testing/stubLocalStorage.ts';

const memory = new Map<string, string>();
const MODEL = 'a'.repeat(64);
const TASTE = { name: 'What I mind,\nmost', sha256: 'b'.repeat(64) };

beforeEach(() => {
  memory.clear();
  stubLocalStorage(memory);
});
afterEach(() => vi.unstubAllGlobals());

it('is of one package alone, until that has its own heads again', () => {
  rememberTaste(MODEL, TASTE);
  expect(lastTasteOf(MODEL)).toEqual(TASTE);
  expect(lastTasteOf('c'.repeat(64))).toBeUndefined();
  rememberTaste(MODEL, undefined);
  expect(lastTasteOf(MODEL)).toBeUndefined();
  expect(memory.size).toBe(0);
});

it.each(['', 'mine', `${'b'.repeat(64)} `, `${'b'.repeat(63)} mine`])('is none where %o is kept', (text) => {
  memory.set(`editreward: taste of ${MODEL}`, text);
  expect(lastTasteOf(MODEL)).toBeUndefined();
});

it('is none where the site may store nothing', () => {
  vi.stubGlobal('localStorage', undefined);
  rememberTaste(MODEL, TASTE);
  expect(lastTasteOf(MODEL)).toBeUndefined();
});

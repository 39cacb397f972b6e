import { vi } from 'vitest';

/** Gives a test a `localStorage` whose entries are those of `memory`, until `vi.unstubAllGlobals()`. */
export function stubLocalStorage(memory: Map<string, string>): void {
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => memory.get(key) ?? null,
    setItem: (key: string, value: string) => void memory.set(key, value),
    removeItem: (key: string) => void memory.delete(key),
  });
}

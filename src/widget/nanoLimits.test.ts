import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { NANO_LIMITS } from './nanoLimits.ts';

it("is what Nano's own package says", () => {
  const { limits } = JSON.parse(readFileSync('public/models/nano/manifest.json', 'utf8')) as { limits?: string };
  expect(NANO_LIMITS).toBe(limits);
});

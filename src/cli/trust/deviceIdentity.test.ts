import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { gpuIdentity } from './deviceIdentity.ts';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'editreward-driver-'))));
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

it('is another one with another GPU, and with another version of its driver', async () => {
  const driver = join(folder, 'libvulkan_x.so');
  await writeFile(driver, 'version 1');
  const before = gpuIdentity('a GPU', driver);
  expect(before).toContain('a GPU');
  expect(gpuIdentity('a GPU', driver)).toBe(before);
  expect(gpuIdentity('another GPU', driver)).not.toBe(before);
  await utimes(driver, new Date(), new Date(0));
  expect(gpuIdentity('a GPU', driver)).not.toBe(before);
});

it('is unknown where the version of the driver is', async () => {
  expect(gpuIdentity('a GPU', 'libvulkan_x.so')).toBeUndefined();
  expect(gpuIdentity('a GPU', join(folder, 'none.so'))).toBeUndefined();
});

it.each(['win32', 'linux'] as const)('is unknown where nobody tells which GPU it is: %s', (platform) => {
  vi.spyOn(process, 'platform', 'get').mockReturnValue(platform);
  expect(gpuIdentity('GPU', undefined)).toBeUndefined();
});

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TestedDevice, Verdict } from '../../runtime/trust/trustMemory.ts';
import { cacheFolder } from './cacheFolder.ts';
import { createTrustFiles } from './trustFiles.ts';

const DEVICE: TestedDevice = {
  manifestSha256: 'aa',
  provider: 'webgpu',
  features: [],
  operators: 'fused',
  identity: 'a GPU, driver 1',
};
const PASSED: Verdict = { passed: true, maxDifference: 1e-6, shortTest: { overall: { mu: 1, logSigma: 0.5 } } };

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'editreward-trust-'))));
afterEach(() => rm(folder, { recursive: true }));

it('keeps a verdict for a package on a device with its driver, and for no other', async () => {
  const files = createTrustFiles(join(folder, 'new'));
  expect(await files.recall(DEVICE)).toBeUndefined();
  await files.remember(DEVICE, PASSED);
  await files.remember({ ...DEVICE, operators: 'standard' }, { passed: false, maxDifference: 0.1 });
  expect(await createTrustFiles(join(folder, 'new')).recall(DEVICE)).toEqual(PASSED);
  expect(await files.recall({ ...DEVICE, operators: 'standard' })).toEqual({ passed: false, maxDifference: 0.1 });
  for (const other of [{ manifestSha256: 'bb' }, { identity: 'a GPU, driver 2' }, { features: ['subgroups'] }]) {
    expect(await files.recall({ ...DEVICE, ...other })).toBeUndefined();
  }
});

it('recalls nothing where the whole test is asked for, and writes what that finds', async () => {
  await createTrustFiles(folder).remember(DEVICE, { passed: false, maxDifference: 0.1 });
  const anew = createTrustFiles(folder, true);
  expect(await anew.recall(DEVICE)).toBeUndefined();
  await anew.remember(DEVICE, PASSED);
  expect(await createTrustFiles(folder).recall(DEVICE)).toEqual(PASSED);
});

it.each(['', '{', '[]', '{"passed": true}', '{"passed": true, "maxDifference": "0", "shortTest": {}}'])(
  'ignores a damaged file: %j',
  async (text) => {
    const files = createTrustFiles(folder);
    await files.remember(DEVICE, PASSED);
    for (const name of await readdir(folder)) await writeFile(join(folder, name), text);
    expect(await files.recall(DEVICE)).toBeUndefined();
    await files.remember(DEVICE, PASSED);
    expect(await files.recall(DEVICE)).toEqual(PASSED);
  },
);

// Node's own way of making folders never comes back from /proc.
it.each(['/dev/null/none', '/proc/none'])('does without where nothing can be written: %s', async (path) => {
  const files = createTrustFiles(path);
  await files.remember(DEVICE, PASSED);
  expect(await files.recall(DEVICE)).toBeUndefined();
});

it('is where the platform has such files', () => {
  const home = join('home', 'me');
  expect(cacheFolder({}, 'linux', home)).toBe(join(home, '.cache', 'editreward'));
  expect(cacheFolder({ XDG_CACHE_HOME: 'x' }, 'linux', home)).toBe(join('x', 'editreward'));
  expect(cacheFolder({}, 'darwin', home)).toBe(join(home, 'Library', 'Caches', 'editreward'));
  expect(cacheFolder({ LOCALAPPDATA: 'l' }, 'win32', home)).toBe(join('l', 'editreward'));
  expect(cacheFolder({ EDITREWARD_CACHE: 'mine', XDG_CACHE_HOME: 'x' }, 'linux', home)).toBe('mine');
});

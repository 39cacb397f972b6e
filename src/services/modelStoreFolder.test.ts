import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChosenFiles } from '../core/modelPackage/modelLocation.ts';
import {
  failure,
  FILES,
  ID,
  MANIFEST,
  openStoreWorld,
  start,
  type StoreWorld,
  wrongFiles,
} from './modelStoreSamples.ts';

let world: StoreWorld;
beforeEach(async () => void (world = await openStoreWorld()));
afterEach(() => world.server.close());

const chosen = (change: Record<string, Uint8Array<ArrayBuffer>> = {}): ChosenFiles =>
  Object.entries({ 'manifest.json': new TextEncoder().encode(MANIFEST), ...FILES, ...change }).map(([path, bytes]) => ({
    path,
    file: new File([bytes], path),
  }));
const importFiles = (from: ChosenFiles) => start((id, report) => world.store.importFiles(id, from, report));

describe('a folder', () => {
  it('is imported', async () => {
    const { done, progress } = importFiles(chosen());
    expect(await done).toMatchObject({ id: ID, complete: true, origin: { kind: 'folder' } });
    expect(progress.at(-1)?.stage).toBe('importing');
    expect(await wrongFiles(world.files)).toEqual([]);
  });

  it('with a damaged file is refused; the rest is kept for the next time', async () => {
    const damaged = FILES['a.data'].slice();
    damaged[5] = (damaged[5] ?? 0) ^ 1;
    expect(await failure(importFiles(chosen({ 'a.data': damaged })).done)).toMatchObject({
      name: 'PackageFileError',
      file: 'a.data',
    });
    const again = await failure(start((id, report) => world.store.resume(id, ID, report)).done);
    expect(again.message).toBe('tiny came from a folder. Choose that folder again: what was copied is kept.');
    expect(await importFiles(chosen()).done).toMatchObject({ complete: true });
  });

  it('that lacks a file or has a short one is refused', async () => {
    expect(await failure(importFiles(chosen().filter(({ path }) => path !== 'a.data')).done)).toMatchObject({
      name: 'MissingFileError',
    });
    expect(await failure(importFiles(chosen({ 'a.data': FILES['a.data'].slice(1) })).done)).toMatchObject({
      message: 'a.data has 199999 bytes, fewer than its manifest says. Copy this file again.',
    });
  });

  it('is given back whole, the manifest last', async () => {
    await importFiles(chosen()).done;
    const given = await world.store.files(ID);
    expect(given.map(({ path }) => path)).toEqual(['a.data', 'graphs/b.onnx', 'manifest.json']);
    expect(await given[2]?.file.text()).toBe(MANIFEST);
  });
});

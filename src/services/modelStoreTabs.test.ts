import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StoreEvent } from '../core/keptModels/storeEvent.ts';
import {
  askedBytes,
  download,
  failure,
  ID,
  openStoreWorld,
  type StoreWorld,
  TOTAL,
  until,
} from './modelStoreSamples.ts';

let world: StoreWorld;
beforeEach(async () => void (world = await openStoreWorld()));
afterEach(() => world.server.close());

/** The second hears of the first, which is not done until the server goes on. */
async function beginTwice() {
  world.server.faults.stallAt = 60_000;
  const first = download(world);
  await until(() => first.progress.length > 0);
  const second = download(world, world.openTab());
  await world.server.trickleUntil(() => second.progress.length > 0);
  return { first, second };
}

describe('two tabs', () => {
  it('download a model once; the second follows the first', async () => {
    const { first, second } = await beginTwice();
    world.server.faults.stallAt = Infinity;
    expect(await second.done).toMatchObject({ complete: true });
    expect(await first.done).toMatchObject({ complete: true });
    expect(askedBytes(world.server)).toBe(TOTAL);
    expect(second.progress.every(({ elsewhere }) => elsewhere)).toBe(true);
    expect(second.progress.at(-1)).toMatchObject({ doneBytes: TOTAL });
  });

  it('come to the end together, though the last word of the first comes too late', async () => {
    const { listen } = world.events;
    vi.spyOn(world.events, 'listen').mockImplementation((listener) =>
      listen((event) =>
        event.type === 'progress' && event.progress.doneBytes === TOTAL ? undefined : listener(event),
      ),
    );
    const { first, second } = await beginTwice();
    world.server.faults.stallAt = Infinity;
    await Promise.all([first.done, second.done]);
    expect(second.progress.every(({ elsewhere }) => elsewhere)).toBe(true);
    expect(second.progress.at(-1)).toMatchObject({ doneBytes: TOTAL, totalBytes: TOTAL });
  });

  it('take over from one another', async () => {
    const { first, second } = await beginTwice();
    await world.store.cancel(first.callId);
    expect(await failure(first.done)).toMatchObject({ name: 'AbortError' });
    world.server.faults.stallAt = Infinity;
    expect(await second.done).toMatchObject({ complete: true });
    expect(second.progress.some(({ elsewhere }) => elsewhere)).toBe(true);
    expect(second.progress.some(({ elsewhere }) => !elsewhere)).toBe(true);
  });

  it('do not remove what the other works on', async () => {
    world.server.faults.stallAt = 60_000;
    const first = download(world);
    await until(() => first.progress.length > 0);
    expect(await failure(world.openTab().remove(ID))).toMatchObject({ name: 'ModelBusyError' });
    world.server.faults.stallAt = Infinity;
    await first.done;
    await world.openTab().remove(ID);
    expect(await world.store.list()).toEqual({ models: [], conversions: [] });
    expect(world.files.usedBytes()).toBe(0);
  });

  it('do not remove what is loaded', async () => {
    await download(world).done;
    const release = await world.locks.keep(ID);
    expect(await failure(world.openTab().remove(ID))).toMatchObject({ name: 'ModelBusyError' });
    expect((await world.store.list()).models).toHaveLength(1);
    release();
    await world.openTab().remove(ID);
    expect((await world.store.list()).models).toEqual([]);
  });

  it('hear of every change', async () => {
    const heard: StoreEvent['type'][] = [];
    world.events.listen(({ type }) => heard.push(type));
    await download(world).done;
    expect(heard.at(0)).toBe('changed');
    expect(heard).toContain('progress');
    expect(heard.at(-1)).toBe('changed');
  });
});

import { sha256 } from 'hash-wasm';
import { readAll } from '../core/bytes/bytes.ts';
import type { RemoteLocation } from '../core/modelPackage/modelLocation.ts';
import type { StorageUse } from '../core/keptModels/storageUse.ts';
import type { StoreEvent } from '../core/keptModels/storeEvent.ts';
import type { TransferProgress } from '../core/keptModels/transferProgress.ts';
import type { TransferredError } from '../core/transferredError.ts';
import type { ConvertInto } from '../storage/convertInto.ts';
import type { ModelLocks } from '../storage/modelLocks.ts';
import { openStoredModel } from '../storage/storedModels.ts';
import type { StoreEvents } from '../storage/storeEvents.ts';
import { serveFaulty, type FaultyServer } from '../testing/faultyServer.ts';
import { memoryFileStore, type MemoryFileStore } from '../testing/memoryFileStore.ts';
import { drawBytes, manifestOf } from '../testing/testPackage.ts';
import { ModelStore } from './modelStore.ts';

export const FILES = { 'a.data': drawBytes(200_000, 1), 'graphs/b.onnx': drawBytes(3000, 2) };
export const MANIFEST = manifestOf(FILES);
export const ID = await sha256(MANIFEST);
export const COMMIT = '0123456789abcdef0123456789abcdef01234567';
export const TOTAL = 203_000;

/** Locks within this process. */
function memoryLocks(): ModelLocks {
  const tails = new Map<string, Promise<unknown>>();
  const keepers = new Map<string, number>();
  const hold = async <T>(id: string, work: () => Promise<T>): Promise<T> => {
    const running = work();
    const settled = running.catch(() => undefined);
    tails.set(id, settled);
    void settled.then(() => tails.get(id) === settled && tails.delete(id));
    return running;
  };
  return {
    async hold(id, signal, work) {
      while (tails.has(id)) await Promise.race([tails.get(id), aborted(signal)]);
      return hold(id, work);
    },
    tryHold: async (id, work) => (tails.has(id) ? undefined : { value: await hold(id, work) }),
    async keep(id) {
      keepers.set(id, (keepers.get(id) ?? 0) + 1);
      return () => keepers.set(id, (keepers.get(id) ?? 0) - 1);
    },
    unlessKept: async (id, work) => (keepers.get(id) ? undefined : { value: await work() }),
    held: async () => new Set(tails.keys()),
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

/** Events within this process. */
function memoryEvents(): StoreEvents {
  const listeners = new Set<(event: StoreEvent) => void>();
  return {
    send: (event) => listeners.forEach((listener) => listener(event)),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Kept models without a browser: the files of a tab, and of others over the same ones. What a test sets holds for tabs opened since. */
export interface StoreWorld {
  /** Where the model is. */
  readonly server: FaultyServer;
  readonly location: RemoteLocation;
  readonly files: MemoryFileStore;
  readonly locks: ModelLocks;
  readonly events: StoreEvents;
  use: StorageUse;
  convert: ConvertInto;
  store: ModelStore;
  /** Another tab over the same files. */
  openTab(): ModelStore;
}

export async function openStoreWorld(): Promise<StoreWorld> {
  const server = await serveModel();
  const files = memoryFileStore();
  const [locks, events] = [memoryLocks(), memoryEvents()];
  const openTab = () =>
    new ModelStore({
      files,
      locks,
      events,
      storageUse: async () => world.use,
      convert: world.convert,
      holdLock: async () => undefined,
      limits: { rangeBytes: 64_000, backoffMs: 1, attempts: 3, recordBytes: 10_000 },
    });
  const shared = { server, location: { kind: 'url', url: server.url } as const, files, locks, events, openTab };
  const use: StorageUse = { usedBytes: 0, quotaBytes: 1e9, persisted: false };
  const world: Omit<StoreWorld, 'store'> = { ...shared, use, convert: convertNothing };
  return Object.assign(world, { store: openTab() });
}

const convertNothing: ConvertInto = () => Promise.reject(new Error('not here'));

/** As a folder, and as a repository of a hub. */
function serveModel(): Promise<FaultyServer> {
  const served = { 'manifest.json': new TextEncoder().encode(MANIFEST), ...FILES };
  const hub = { [`api/models/owner/name/revision/main`]: new TextEncoder().encode(`{"sha":"${COMMIT}"}`) };
  const underHub = Object.entries(served).map(
    ([path, bytes]) => [`owner/name/resolve/${COMMIT}/${path}`, bytes] as const,
  );
  return serveFaulty(new Map([...Object.entries(served), ...underHub, ...Object.entries(hub)]));
}

export interface Started<T> {
  readonly callId: number;
  readonly done: Promise<T>;
  readonly progress: TransferProgress[];
}

let lastCallId = 0;

export function start<T>(
  call: (callId: number, onProgress: (progress: TransferProgress) => void) => Promise<T>,
): Started<T> {
  const progress: TransferProgress[] = [];
  const callId = ++lastCallId;
  return { callId, progress, done: call(callId, (seen) => progress.push(seen)) };
}

export const download = ({ store, location }: StoreWorld, tab = store, from = location) =>
  start((id, report) => tab.download(id, from, report));

export const failure = (done: Promise<unknown>): Promise<TransferredError> =>
  done.then(
    () => Promise.reject(new Error('nothing failed')),
    (error: TransferredError) => error,
  );

/** How many bytes were asked for by range. */
export function askedBytes({ requests }: FaultyServer): number {
  const ranges = requests.flatMap((request) => [...(/bytes=(\d+)-(\d+)/.exec(request) ?? [])].slice(1));
  return ranges.reduce((sum, bound, i) => sum + (i % 2 === 0 ? -Number(bound) : Number(bound) + 1), 0);
}

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Of the model's files, those that are not stored as they are. */
export async function wrongFiles(files: MemoryFileStore): Promise<string[]> {
  const folder = await openStoredModel(ID, files);
  const wrong: string[] = [];
  for (const [path, bytes] of Object.entries(FILES)) {
    const source = await folder.open(path);
    if (!source || !Buffer.from(await readAll(source)).equals(bytes)) wrong.push(path);
  }
  return wrong;
}

import { beforeEach, describe, expect, it } from 'vitest';
import { drawBytes, manifestOf } from '../testing/testPackage.ts';
import { AbortError } from '../core/errors.ts';
import { parseManifest } from '../core/modelPackage/manifest.ts';
import { NoSpaceError } from './fileStore.ts';
import { openJournal, readJournal } from './journal.ts';
import { memoryFileStore, type MemoryFileStore } from '../testing/memoryFileStore.ts';
import { ConnectionError, MissingFileError } from '../packages/fetchRange.ts';
import { DamagedFileError, type PackageSource } from '../packages/packageSource.ts';
import { transferFiles, type TransferLimits, type TransferOptions } from './transferFiles.ts';

const FILES = {
  'a.data': drawBytes(1000, 1),
  'b.data': drawBytes(300, 2),
  'c/d.onnx': drawBytes(7, 3),
  empty: drawBytes(0, 4),
};
type FileName = keyof typeof FILES;
const { files: LISTED } = parseManifest(manifestOf(FILES));

/** What a server does, and what it was asked for. */
interface FakeServer extends PackageSource {
  readonly requests: string[];
  /** Changes what is sent of a range; throwing cuts the connection after the bytes so far. */
  serve: (path: FileName, start: number, end: number) => Iterable<Uint8Array>;
  ranges: boolean;
}

function fakeServer(): FakeServer {
  const server: FakeServer = {
    requests: [],
    ranges: true,
    *serve(path, start, end) {
      // In chunks that divide nothing evenly.
      for (let at = start; at < end; at += 37) yield FILES[path].slice(at, Math.min(at + 37, end));
    },
    async open(path, [start, end], signal) {
      server.requests.push(`${path} ${start}-${end}`);
      const name = path as FileName;
      const [from, to] = server.ranges ? [start, end] : [0, FILES[name].byteLength];
      async function* chunks() {
        for (const chunk of server.serve(name, from, to)) {
          await new Promise((resolve) => setTimeout(resolve));
          if (signal.aborted) throw new AbortError();
          yield chunk;
        }
      }
      return { whole: !server.ranges, chunks: chunks() };
    },
    damagedAttempts: 3,
    damaged: (path) => new DamagedFileError(`${path} is damaged`),
  };
  return server;
}

let store: MemoryFileStore;
let server: FakeServer;
beforeEach(() => {
  store = memoryFileStore();
  server = fakeServer();
});

const LIMITS: Partial<TransferLimits> = { rangeBytes: 256, backoffMs: 0, recordBytes: 50, attempts: 3 };
const locate = (path: string) => `package/${path}`;

async function transfer({ limits, ...options }: Partial<TransferOptions> = {}): Promise<number[]> {
  const seen: number[] = [];
  const journal = await openJournal(store, 'journal');
  try {
    await transferFiles(
      LISTED,
      server,
      { store, locate, state: await readJournal(store, 'journal'), journal },
      {
        signal: new AbortController().signal,
        onBytes: (bytes) => seen.push(bytes),
        limits: { ...LIMITS, ...limits },
        ...options,
      },
    );
  } finally {
    journal.close();
  }
  return seen;
}

async function expectAllStored(): Promise<void> {
  const { files } = await readJournal(store, 'journal');
  for (const [path, bytes] of Object.entries(FILES)) {
    const file = await store.file(locate(path));
    expect(new Uint8Array((await file?.arrayBuffer()) ?? new ArrayBuffer()), path).toEqual(bytes);
    expect(files.get(path)?.verified, path).toBe(true);
  }
}

const requestsOf = (path: FileName) => server.requests.filter((request) => request.startsWith(path));

describe('transferFiles', () => {
  it('fetches all files in ranges, the largest first, and counts what is here', async () => {
    const seen = await transfer();
    await expectAllStored();
    expect(server.requests.slice(0, 4)).toEqual([
      'a.data 0-256',
      'a.data 256-512',
      'a.data 512-768',
      'a.data 768-1000',
    ]);
    expect(seen[0]).toBe(0);
    expect(seen.at(-1)).toBe(1307);
  });

  it('fetches nothing a second time', async () => {
    await transfer();
    server.requests.length = 0;
    expect((await transfer()).at(-1)).toBe(1307);
    expect(server.requests).toEqual([]);
  });

  it('goes on where a connection broke, as often as it brings something', async () => {
    let cuts = 0;
    const { serve } = server;
    server.serve = function* (path, start, end) {
      yield* serve(path, start, Math.min(start + 30, end));
      if (start + 30 >= end) return;
      cuts += 1;
      throw new ConnectionError('cut');
    };
    await transfer();
    await expectAllStored();
    expect(cuts).toBeGreaterThan(20);
    expect(requestsOf('b.data').slice(0, 3)).toEqual(['b.data 0-256', 'b.data 256-300', 'b.data 30-256']);
  });

  it('notices a connection that ends early without an error', async () => {
    const { serve } = server;
    server.serve = (path, start, end) => serve(path, start, Math.min(start + 100, end));
    await transfer();
    await expectAllStored();
  });

  it('asks again when a connection stalls', async () => {
    const { open } = server;
    let stalls = 1;
    server.open = (path, range, signal) => {
      if (path !== 'b.data' || stalls-- <= 0) return open(path, range, signal);
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new AbortError())));
    };
    await transfer({ limits: { stallMs: 50 } });
    await expectAllStored();
  });

  it('gives up when nothing comes any more, and keeps what came', async () => {
    const { serve } = server;
    server.serve = function* (path, start, end) {
      if (path === 'a.data' && end > 600) throw new ConnectionError('nothing comes');
      yield* serve(path, start, end);
    };
    await expect(transfer({ limits: { ...LIMITS, connections: 1 } })).rejects.toThrow('nothing comes');
    expect(requestsOf('a.data')).toEqual(['a.data 0-256', 'a.data 256-512', ...Array(3).fill('a.data 512-768')]);

    server = fakeServer();
    expect((await transfer())[0]).toBe(512);
    await expectAllStored();
    expect(requestsOf('a.data')).toEqual(['a.data 512-768', 'a.data 768-1000']);
  });

  it('stops at a missing file, and keeps what came', async () => {
    const { open } = server;
    server.open = (path, range, signal) =>
      path === 'b.data' ? Promise.reject(new MissingFileError('b.data is missing')) : open(path, range, signal);
    await expect(transfer({ limits: { ...LIMITS, connections: 1 } })).rejects.toThrow(MissingFileError);
    server.open = open;
    expect((await transfer())[0]).toBe(1000);
    await expectAllStored();
  });

  it('takes whole files where a server gives no ranges, each once', async () => {
    server.ranges = false;
    await transfer();
    await expectAllStored();
    // The four connections began with four ranges of a.data; only the first answer was read.
    expect(requestsOf('a.data')).toHaveLength(4);
    expect(requestsOf('b.data').length).toBeLessThanOrEqual(2);
  });

  it('goes on where a whole file broke, reading over what is here', async () => {
    server.ranges = false;
    const { serve } = server;
    let length = 100;
    server.serve = function* (path, start, end) {
      yield* serve(path, start, Math.min((length += 150), end));
      if (length < end) throw new ConnectionError('cut');
    };
    await transfer();
    await expectAllStored();
  });

  it('fetches a damaged file again, and it alone', async () => {
    let damage = true;
    const { serve } = server;
    server.serve = function* (path, start, end) {
      for (const chunk of serve(path, start, end)) {
        if (path === 'b.data' && damage) chunk[0] = (chunk[0] ?? 0) ^ 1;
        if (path === 'b.data' && start > 0) damage = false;
        yield chunk;
      }
    };
    const seen = await transfer();
    await expectAllStored();
    expect(requestsOf('b.data')).toHaveLength(4);
    expect(requestsOf('a.data')).toHaveLength(4);
    expect(seen.some((bytes, i) => bytes < (seen[i - 1] ?? 0))).toBe(true);
  });

  it('gives up on a file that is always damaged, and keeps the others', async () => {
    const { serve } = server;
    server.serve = (path, start, end) => (path === 'b.data' ? [new Uint8Array(end - start)] : serve(path, start, end));
    await expect(transfer()).rejects.toThrow(new DamagedFileError('b.data is damaged'));
    expect(requestsOf('b.data')).toHaveLength(6);
    const { files } = await readJournal(store, 'journal');
    expect(files.get('a.data')?.verified).toBe(true);
    expect(files.get('b.data')).toEqual({ ranges: [], verified: false });
  });

  it('can be stopped, and goes on', async () => {
    const abort = new AbortController();
    const onBytes = (bytes: number) => bytes > 400 && abort.abort();
    await expect(transfer({ signal: abort.signal, onBytes })).rejects.toThrow(AbortError);
    const [here] = await transfer();
    expect(here).toBeGreaterThan(400);
    await expectAllStored();
  });

  it('goes on after its tab was closed: the journal knows all but the last bytes', async () => {
    const { serve } = server;
    server.serve = function* (path, start, end) {
      if (path !== 'a.data') store.closeAll(); // all writing fails from here on, as in a closed tab
      yield* serve(path, start, end);
    };
    await expect(transfer({ limits: { ...LIMITS, connections: 1 } })).rejects.toThrow('closed');
    server = fakeServer();
    expect((await transfer())[0]).toBe(1000);
    await expectAllStored();
  });

  it('stops when the disk is full, loses nothing, and goes on when there is room', async () => {
    store.capacity = 900;
    await expect(transfer({ limits: { ...LIMITS, connections: 1 } })).rejects.toThrow(NoSpaceError);
    store.capacity = Infinity;
    const [here] = await transfer();
    expect(here).toBeGreaterThan(400);
    await expectAllStored();
  });

  it('does not believe a journal that knows more than the disk', async () => {
    await transfer();
    const file = await store.open(locate('a.data'));
    file.truncate(500);
    file.close();
    server.requests.length = 0;
    await transfer();
    await expectAllStored();
    expect(server.requests).toEqual(['a.data 500-756', 'a.data 756-1000']);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveFaulty, type FaultyServer } from '../testing/faultyServer.ts';
import { drawBytes } from '../testing/testPackage.ts';
import { readAll } from '../core/bytes/bytes.ts';
import { AbortError } from '../core/errors.ts';
import { NoRangesError, rangeFolder, RemoteFileChangedError } from './rangeFolder.ts';

const WEIGHTS = drawBytes(300_000, 1);
let server: FaultyServer;
beforeEach(async () => {
  server = await serveFaulty(new Map([['model.safetensors', WEIGHTS]]));
});
afterEach(() => server.close());

const open = (signal = new AbortController().signal) => rangeFolder(server.url, { signal, backoffMs: 1 });
async function openWeights(signal?: AbortSignal) {
  const source = await open(signal).open('model.safetensors');
  if (!source) throw new Error('no weights');
  return source;
}

describe('rangeFolder', () => {
  it('knows a file by its first byte, and reads the rest when asked', async () => {
    const source = await openWeights();
    expect(server.requests).toEqual(['/model.safetensors bytes=0-0']);
    expect(source).toMatchObject({ name: 'model.safetensors', byteLength: 300_000 });
    expect(await source.slice(10, 20)).toEqual(WEIGHTS.slice(10, 20));
  });

  it('tells that there is no file', async () => {
    expect(await open().open('config.json')).toBeUndefined();
  });

  it('gets over cut connections and busy servers, not over an absent one', async () => {
    const source = await openWeights();
    let cuts = 3;
    server.faults.cutAfter = () => (cuts-- > 0 ? 1000 : undefined);
    let busy = 2;
    server.faults.status = () => (busy-- > 0 ? 503 : undefined);
    expect(await source.slice(5, 9)).toEqual(WEIGHTS.slice(5, 9));
    const other = await openWeights();
    server.faults.status = () => 403;
    await expect(other.slice(0, 4)).rejects.toThrow('the server answered 403');
  });

  it('takes small files from a server without ranges', async () => {
    server.faults.ranges = false;
    const source = await openWeights();
    expect(Buffer.from(await readAll(source)).equals(WEIGHTS)).toBe(true);
  });

  it('refuses large ones there', async () => {
    await server.close();
    server = await serveFaulty(new Map([['model.safetensors', new Uint8Array(65 * 1024 * 1024)]]));
    server.faults.ranges = false;
    await expect(openWeights()).rejects.toThrow(NoRangesError);
  });

  it('notices that a file became another one', async () => {
    const source = await openWeights();
    server.faults.etag = '"other"';
    await expect(source.slice(0, 4)).rejects.toThrow(RemoteFileChangedError);
  });

  it('stops', async () => {
    const abort = new AbortController();
    const source = await openWeights(abort.signal);
    abort.abort();
    await expect(source.slice(0, 4)).rejects.toThrow(AbortError);
  });
});

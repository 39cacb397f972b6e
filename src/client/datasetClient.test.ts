import * as Comlink from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import type { PortableItem } from '../core/dataset/portableItem.ts';
import type { DatasetApi } from '../rpc/datasetApi.ts';
import { createDatasetClient } from './datasetClient.ts';

const file = new File(['[]'], 'pairs.json');
const ports: MessagePort[] = [];
let kill: (reason: string) => void;
let reads = 0;
/** What the worker was asked to read, and what it refuses. */
const asked: string[] = [];
let refused = new Set<string>();
let open: string | undefined;

const item = (line: number): PortableItem => ({
  line,
  instruction: '',
  source: { kind: 'file', name: 's' },
  candidates: [],
  ranks: undefined,
});

const digestOf = (name: string) => (name === 'pairs.json' ? 'd' : name);

/** A worker of two portions, in which every picture holds one byte. */
const api: DatasetApi = {
  holdLock: async () => undefined,
  async read(name, _file, onPortion) {
    reads += 1;
    asked.push(name);
    if (refused.has(name)) throw { name: 'FileReadError', message: `${name} cannot be read.` };
    onPortion({ items: [item(1), item(2)], total: 3 });
    onPortion({ items: [item(3)], total: 3 });
    open = digestOf(name);
    return { sha256: open, itemCount: 3, problems: [], notices: [] };
  },
  prepare: () => Promise.reject(new Error('nothing is prepared')),
  sample: async () => ({ columns: [], rows: [] }),
  async readImage(sha256) {
    if (open !== sha256) throw { name: 'EmbeddedImageError', message: 'It is not open.' };
    return new Uint8Array([7]);
  },
  digest: async (name) => `digest of ${name}`,
};

function start() {
  return createDatasetClient({
    spawn() {
      const { port1, port2 } = new MessageChannel();
      ports.push(port1, port2);
      Comlink.expose(api, port2);
      return { endpoint: port1, onDeath: (listener) => (kill = listener), terminate: () => port2.close() };
    },
  });
}

afterEach(() => {
  ports.splice(0).forEach((port) => port.close());
  reads = 0;
  asked.length = 0;
  refused = new Set();
  open = undefined;
});

describe('the dataset client', () => {
  it('puts the portions together, and tells how far it is', async () => {
    const heard: number[] = [];
    const { items, sha256 } = await start().read(file, ({ doneItems }) => heard.push(doneItems));
    expect(items.map(({ line }) => line)).toEqual([1, 2, 3]);
    expect(sha256).toBe('d');
    expect(heard).toEqual([2, 3]);
  });

  it('reads the dataset once more for a picture after its worker died', async () => {
    const client = start();
    await client.read(file);
    expect(await client.readImage(file, 'd', 'a')).toEqual(new Uint8Array([7]));
    expect(reads).toBe(1);
    kill('out of memory');
    const pictures = await Promise.all(['a', 'b'].map((name) => client.readImage(file, 'd', name)));
    expect(pictures).toHaveLength(2);
    expect(reads).toBe(2);
  });

  it('reads a dataset again whose last reading failed', async () => {
    const client = start();
    await client.read(file);
    kill('out of memory');
    refused.add('pairs.json');
    const lost = Promise.allSettled(['a', 'b'].map((name) => client.readImage(file, 'd', name)));
    expect((await lost).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    refused.clear();
    expect(await client.readImage(file, 'd', 'a')).toEqual(new Uint8Array([7]));
  });

  it('holds the last dataset alone, and reads a former one anew when it is asked for', async () => {
    const client = start();
    const other = new File(['[]'], 'other.json');
    await client.read(file);
    await client.read(other);
    const pictures = await Promise.all([
      client.readImage(file, 'd', 'a'),
      client.readImage(other, 'other.json', 'a'),
      client.readImage(file, 'd', 'b'),
    ]);
    expect(pictures).toEqual(Array.from({ length: 3 }, () => new Uint8Array([7])));
    expect(asked.slice(0, 3)).toEqual(['pairs.json', 'other.json', 'pairs.json']);
  });

  it('says that a dataset has changed since it was opened', async () => {
    await expect(start().readImage(file, 'former', 'a')).rejects.toThrow(
      'pairs.json has changed since it was opened. Close it and open it again.',
    );
  });
});

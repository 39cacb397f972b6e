import * as Comlink from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import type { PortableItem } from '../core/dataset/portableItem.ts';
import type { DatasetApi } from '../rpc/datasetApi.ts';
import { createDatasetClient } from './datasetClient.ts';

const file = new File(['[]'], 'pairs.json');
const ports: MessagePort[] = [];
let kill: (reason: string) => void;
let reads = 0;

const item = (line: number): PortableItem => ({
  line,
  instruction: '',
  source: { kind: 'file', name: 's' },
  candidates: [],
  ranks: undefined,
});

/** A worker of two portions, in which every picture holds one byte. */
const api: DatasetApi = {
  holdLock: async () => undefined,
  async read(_name, _file, onPortion) {
    reads += 1;
    onPortion({ items: [item(1), item(2)], total: 3 });
    onPortion({ items: [item(3)], total: 3 });
    return { sha256: 'd', itemCount: 3, problems: [], notices: [] };
  },
  readImage: async () => new Uint8Array([7]),
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
});

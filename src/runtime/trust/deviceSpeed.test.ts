import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { measureGflops } from './deviceSpeed.ts';
import { wrapSession, type Backend } from '../model/session.ts';

/** A device whose clock we hold: it does the nth matrix product of a side in `seconds(side, n)`, and counts them. */
function createDevice(seconds: (side: number, n: number) => number) {
  const products: Record<number, number> = {};
  let elapsedMs = 0;
  const backend = {
    ort: ort as unknown as Backend['ort'],
    guard: (work) => work,
    async createSession({ graph }, reader) {
      const session = wrapSession((await ort.InferenceSession.create(await reader.read(graph))) as never);
      return {
        ...session,
        async run(feeds) {
          const side = feeds['a']?.dims[0] ?? 0;
          const n = (products[side] ?? 0) + 1;
          products[side] = n;
          elapsedMs += 1000 * seconds(side, n);
          return side > 2
            ? { c: new ort.Tensor('float32', new Float32Array(side ** 2), [side, side]) as never }
            : session.run(feeds);
        },
      };
    },
  } satisfies Partial<Backend>;
  return { backend: backend as unknown as Backend, products, now: () => elapsedMs };
}

describe('measureGflops', () => {
  it('measures the largest product that is quick enough', async () => {
    // 2 * 256³ = 33.6 MFLOP in 8.4 ms: 4 GFLOP/s. 512: 67 ms. 1024 would take 0.54 s.
    const { backend, products, now } = createDevice((side) => (2 * side ** 3) / 4e9);
    expect(await measureGflops(backend, now)).toBeCloseTo(4, 6);
    expect(products).toEqual({ 256: 9, 512: 9 });
  });

  it('is not misled where one product was kept from its core', async () => {
    const { backend, products, now } = createDevice((side, n) => (2 * side ** 3) / 4e9 + (n === 3 ? 10 : 0));
    expect(await measureGflops(backend, now)).toBeCloseTo(4, 6);
    expect(Object.keys(products)).toEqual(['256', '512']);
  });

  it('takes the best rate, which on a fast device is that of the largest', async () => {
    // A millisecond to hand over, then 1 TFLOP/s.
    const { backend, products, now } = createDevice((side) => 0.001 + (2 * side ** 3) / 1e12);
    expect(await measureGflops(backend, now)).toBeCloseTo(2 ** 34 / 1e9 / (0.001 + 2 ** 34 / 1e12), 6);
    expect(Object.keys(products)).toEqual(['256', '512', '1024', '2048']);
  });
});

describe('its graph', () => {
  it('multiplies matrices', async () => {
    let product: Float32Array | undefined;
    const { backend, now } = createDevice(() => 1);
    const watched: Backend = {
      ...backend,
      async createSession(files, reader) {
        const session = await backend.createSession(files, reader);
        const matrix = new ort.Tensor('float32', [1, 2, 3, 4], [2, 2]) as never;
        product = (await session.run({ a: matrix, b: matrix }))['c']?.data as Float32Array;
        return session;
      },
    };
    await measureGflops(watched, now);
    expect([...(product ?? [])]).toEqual([7, 10, 15, 22]);
  });
});

import { bytesOfBase64 } from '../../core/bytes/bytesOfBase64.ts';
import type { Backend, InferenceSession, SessionReader, Tensor } from '../model/session.ts';

/** An ONNX model: c = a · b, all float32 [n, n]. */
const PRODUCT_GRAPH =
  'CAg6YQoRCgFhCgFiEgFjIgZNYXRNdWwSB3Byb2R1Y3RaFQoBYRIQCg4IARIKCgMSAW4KAxIBbloVCgFiEhAKDggBEgoKAxIBbgoDEgFuYhUKAWMSEAoO' +
  'CAESCgoDEgFuCgMSAW5CAhAR';

/**
 * Sides of the matrices, tried until one takes long enough to be timed. With small ones a GPU is idle half of the time.
 */
const SIDES = [256, 512, 1024, 2048] as const;
/** A product that would take longer is not tried any more. */
const MAX_PRODUCT_SECONDS = 0.2;
/** Products a timing, so that handing over and reading back hardly count. */
const PRODUCTS = 4;
/** The best of them counts: one may have been kept from its core, and would pass for a device of a tenth of the speed. */
const TIMINGS = 2;

/** The smallest model there is: its bytes, as a session takes them. */
export function productModel(): Uint8Array<ArrayBuffer> {
  return bytesOfBase64(PRODUCT_GRAPH);
}

const productReader: SessionReader = {
  read: async () => productModel(),
  openBlob: async () => undefined,
  check: async () => undefined,
  probe: async () => undefined,
};

/** Billions of floating-point operations a second in float32 matrix products; takes a second or two. */
export async function measureGflops(backend: Backend, now = () => performance.now()): Promise<number> {
  const files = { graph: 'product.onnx', externalData: [], deviceOutputs: ['c'] };
  const session = await backend.guard(backend.createSession(files, productReader));
  try {
    let gflops = 0;
    for (const side of SIDES) {
      const operations = 2 * side ** 3;
      if (gflops > 0 && operations / (gflops * 1e9) > MAX_PRODUCT_SECONDS) break;
      const seconds = await timeProduct(backend, session, side, now);
      gflops = Math.max(gflops, operations / seconds / 1e9);
    }
    return gflops;
  } finally {
    await session.release();
  }
}

/**
 * Seconds for a product. The first one is not timed: it compiles kernels. Its result stays on the device for the
 * others.
 */
async function timeProduct(
  backend: Backend,
  session: InferenceSession,
  side: number,
  now: () => number,
): Promise<number> {
  const { Tensor } = backend.ort;
  const zeros = new Tensor('float32', new Float32Array(side * side), [side, side]);
  const onDevice = await multiply(backend, session, zeros);
  await onDevice.getData();
  let seconds = Infinity;
  for (let timing = 0; timing < TIMINGS; timing++) {
    const startMs = now();
    let last: Tensor | undefined;
    for (let i = 0; i < PRODUCTS; i++) {
      last?.dispose();
      last = await multiply(backend, session, onDevice);
    }
    await last?.getData(true);
    seconds = Math.min(seconds, (now() - startMs) / 1000 / PRODUCTS);
  }
  onDevice.dispose();
  return seconds;
}

async function multiply(backend: Backend, session: InferenceSession, matrix: Tensor): Promise<Tensor> {
  const { c } = await backend.guard(session.run({ a: matrix, b: matrix }));
  if (!c) throw new Error('The product has no output.');
  return c;
}

import { writeOnnxModel } from '../../formats/onnx.ts';
import type { GpuChild } from './gpuChild.ts';
import type { RunOutputs, SentTensor } from './gpuMessages.ts';

/** 1 in fp16, and 2. */
const ONE = 0x3c00;
const TWO = 0x4000;

/** `y` = `x` + `x`, in fp16. */
function halfSumGraph(): Uint8Array {
  return writeOnnxModel({
    name: 'half_sum',
    nodes: [{ opType: 'Add', domain: '', name: 'add', inputs: ['x', 'x'], outputs: ['y'], attributes: {} }],
    initializers: [],
    inputs: [fourHalves('x')],
    outputs: [fourHalves('y')],
  });
}

const fourHalves = (name: string) => ({ name, type: 'float16', shape: [4] }) as const;

/** Whether a GPU computes in fp16, which `q4f16` needs: it adds. */
export async function hasHalf(child: GpuChild): Promise<boolean> {
  // Session 0 is never one of a model.
  const session = 0;
  const x: SentTensor = { type: 'float16', dims: [4], data: new Uint16Array(4).fill(ONE) };
  try {
    await child.ask({ do: 'create', session, graph: halfSumGraph(), deviceOutputs: [] });
    const { y } = (await child.ask({ do: 'run', session, feeds: { x }, fetches: ['y'] })) as RunOutputs;
    return y !== undefined && 'data' in y && Array.from(y.data as Uint16Array).every((value) => value === TWO);
  } catch {
    return false;
  }
}

import { writeOnnxModel, type TensorType } from '../../formats/onnx.ts';

/** A graph of one operator that changes nothing: `y` is `x`. With `y` in memory and `x` on a GPU, it reads `x`. */
export function readBackGraph(type: Extract<TensorType, 'float' | 'float16'>, rank: number): Uint8Array {
  const shape = Array.from({ length: rank }, (_, axis) => `d${axis}`);
  return writeOnnxModel({
    name: 'read_back',
    nodes: [{ opType: 'Identity', domain: '', name: 'read', inputs: ['x'], outputs: ['y'], attributes: {} }],
    initializers: [],
    inputs: [{ name: 'x', type, shape }],
    outputs: [{ name: 'y', type, shape }],
  });
}

import { expect, it } from 'vitest';
import { writeOnnxModel } from './onnx.ts';
import { readOnnxGraph } from './readOnnx.ts';

it('reads what was written: nodes, and where weights are', () => {
  const value = { name: 'x', type: 'float', shape: ['n', 3] } as const;
  const place = { location: 'heads.data', offset: 128, byteLength: 24 };
  const gemm = { opType: 'Gemm', domain: '', name: 'g', inputs: ['x', 'w'], outputs: ['y'] };
  const bytes = writeOnnxModel({
    name: 'graph',
    nodes: [{ ...gemm, attributes: { transB: { int: 1 }, alpha: { float: 2 } } }],
    initializers: [
      { name: 'w', type: 'float', shape: [2, 3], data: place },
      { name: 'inside', type: 'float', shape: [1], data: { raw: new Uint8Array(4) } },
    ],
    inputs: [value],
    outputs: [{ ...value, name: 'y' }],
  });
  expect(readOnnxGraph(bytes)).toEqual({
    nodes: [{ opType: 'Gemm', inputs: ['x', 'w'], outputs: ['y'] }],
    weights: [{ name: 'w', shape: [2, 3], ...place }],
  });
});

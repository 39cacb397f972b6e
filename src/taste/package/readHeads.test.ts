import { beforeAll, describe, expect, it } from 'vitest';
import { directoryFolder } from '../../cli/nodeFiles.ts';
import { bytesSource } from '../../core/bytes/bytes.ts';
import { defined } from '../../core/defined.ts';
import { writeOnnxModel, type OnnxNode } from '../../formats/onnx.ts';
import { readOnnxGraph, type ReadGraph } from '../../formats/readOnnx.ts';
import { openModelPackage, readPackageFile, type ModelPackage } from '../../packages/modelPackage.ts';
import { widthsOf } from '../network/headLayers.ts';
import { readHeads } from './readHeads.ts';

let nano: ModelPackage;
let path: string;
let graph: ReadGraph;

beforeAll(async () => {
  nano = await openModelPackage(directoryFolder('public/models/nano'));
  path = defined(
    nano.manifest.sessions.find(({ role }) => role === 'heads'),
    'Nano has no heads.',
  ).graphs.cpu;
  graph = readOnnxGraph(await readPackageFile(nano, path));
});

type Node = ReadGraph['nodes'][number];

/** Nano's heads, with other nodes on the same weights. */
function withNodes(nodes: readonly Node[]): ModelPackage {
  const initializers = graph.weights.map(({ name, shape, ...data }) => ({ name, type: 'float' as const, shape, data }));
  const whole = nodes.map((node, k): OnnxNode => ({ ...node, domain: '', name: String(k), attributes: {} }));
  const bytes = writeOnnxModel({ name: 'heads', nodes: whole, initializers, inputs: [], outputs: [] });
  const files = nano.manifest.files.map((file) =>
    file.path === path ? { ...file, byteLength: bytes.byteLength } : file,
  );
  return {
    ...nano,
    verified: true,
    manifest: { ...nano.manifest, files },
    folder: {
      name: 'other heads',
      open: async (wanted) => (wanted === path ? bytesSource(wanted, bytes) : nano.folder.open(wanted)),
    },
  };
}

it('reads layers as the graph has them', async () => {
  const { heads } = await readHeads(withNodes(graph.nodes));
  expect(heads.map(widthsOf)).toEqual([
    [128, 1024, 16, 2],
    [128, 1024, 16, 2],
  ]);
});

describe('is refused by name', () => {
  it.each<readonly [string, (nodes: readonly Node[]) => readonly Node[]]>([
    [
      'where it goes in a circle',
      (nodes) => nodes.map((node) => (node.opType === 'Relu' ? { ...node, outputs: ['hidden_0'] } : node)),
    ],
    [
      'where layers follow each other without a ReLU',
      (nodes) => {
        const relu = defined(
          nodes.find(({ opType }) => opType === 'Relu'),
          'Nano has no ReLU.',
        );
        const rest = nodes.filter((node) => node !== relu);
        return rest.map((node) => ({
          ...node,
          inputs: node.inputs.map((name) => (name === relu.outputs[0] ? (relu.inputs[0] ?? '') : name)),
        }));
      },
    ],
    ['where a node gives nothing', (nodes) => nodes.map((node) => ({ ...node, outputs: [] }))],
    ['where it has an operator that is not known', (nodes) => nodes.map((node) => ({ ...node, opType: 'Tanh' }))],
  ])('%s', async (_, change) => {
    await expect(readHeads(withNodes(change(graph.nodes)))).rejects.toMatchObject({ name: 'UnknownHeadsError' });
  });
});

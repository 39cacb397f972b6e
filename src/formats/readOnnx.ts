/** Reading ONNX models that {@link writeOnnxModel} wrote: what is computed of what, and where the weights are. */
import { PbfReader } from 'pbf';
import type { OnnxNode } from './onnx.ts';

/** A node without its attributes. */
export type ReadNode = Pick<OnnxNode, 'opType' | 'inputs' | 'outputs'>;

/** Where an initializer is in external data. */
export interface ExternalTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly location: string;
  readonly offset: number;
  readonly byteLength: number;
}

export interface ReadGraph {
  readonly nodes: readonly ReadNode[];
  /** Those in external data. */
  readonly weights: readonly ExternalTensor[];
}

/** Throws what the reader throws for bytes that are no such model. */
export function readOnnxGraph(bytes: Uint8Array): ReadGraph {
  const graph: Building = { nodes: [], weights: [] };
  new PbfReader(bytes).readFields((tag, result: Building, pbf) => {
    if (tag === 7) pbf.readMessage(readGraphField, result);
  }, graph);
  return graph;
}

interface Building {
  readonly nodes: ReadNode[];
  readonly weights: ExternalTensor[];
}

function readGraphField(tag: number, { nodes, weights }: Building, pbf: PbfReader): void {
  if (tag === 1) nodes.push(pbf.readMessage(readNodeField, { opType: '', inputs: [], outputs: [] }));
  if (tag !== 5) return;
  const { name, shape, external } = pbf.readMessage(readTensorField, { name: '', shape: [], external: new Map() });
  const [location, offset, byteLength] = ['location', 'offset', 'length'].map((key) => external.get(key));
  if (location === undefined) return;
  weights.push({ name, shape, location, offset: Number(offset), byteLength: Number(byteLength) });
}

interface NodeParts {
  opType: string;
  readonly inputs: string[];
  readonly outputs: string[];
}

function readNodeField(tag: number, node: NodeParts, pbf: PbfReader): void {
  if (tag === 1) node.inputs.push(pbf.readString());
  if (tag === 2) node.outputs.push(pbf.readString());
  if (tag === 4) node.opType = pbf.readString();
}

interface TensorParts {
  name: string;
  readonly shape: number[];
  readonly external: Map<string, string>;
}

function readTensorField(tag: number, tensor: TensorParts, pbf: PbfReader): void {
  if (tag === 1) tensor.shape.push(pbf.readVarint());
  if (tag === 8) tensor.name = pbf.readString();
  if (tag !== 13) return;
  const { key, value } = pbf.readMessage(readEntryField, { key: '', value: '' });
  tensor.external.set(key, value);
}

function readEntryField(tag: number, entry: { key: string; value: string }, pbf: PbfReader): void {
  if (tag === 1) entry.key = pbf.readString();
  if (tag === 2) entry.value = pbf.readString();
}

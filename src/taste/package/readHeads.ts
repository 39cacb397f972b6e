import { EditRewardError } from '../../core/errors.ts';
import { readOnnxGraph, type ExternalTensor, type ReadGraph } from '../../formats/readOnnx.ts';
import { readPackageFile, type PackageFiles } from '../../packages/modelPackage.ts';
import type { HeadLayers } from '../network/headLayers.ts';
import { evenShares, type TasteHeads } from '../tasteHeads.ts';

/** A package has heads of another kind than linear layers with a ReLU between each two. */
export class UnknownHeadsError extends EditRewardError {
  override readonly name = 'UnknownHeadsError';
  override readonly kind = 'package';

  constructor(id: string, cause?: unknown) {
    super(
      `The heads of ${id} are not linear layers as this version knows them, so it can train none for it. Convert the checkpoint again with this version.`,
      { cause },
    );
  }
}

/** The reward heads of a package, as its own graph has them; checked as they are read. Throws {@link UnknownHeadsError}, package errors. */
export async function readHeads(files: PackageFiles): Promise<TasteHeads> {
  const { id, sessions, heads } = files.manifest;
  const session = sessions.find(({ role }) => role === 'heads');
  if (!session) throw new UnknownHeadsError(id);
  const graph = parseGraph(id, await readPackageFile(files, session.graphs.cpu));
  const data = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const path of session.externalData) data.set(path, await readPackageFile(files, path));
  const layers = heads.map((_, head) => headOf(id, graph, data, head));
  return { heads: layers, shares: evenShares(layers.length) };
}

function parseGraph(id: string, bytes: Uint8Array): ReadGraph {
  try {
    return readOnnxGraph(bytes);
  } catch (cause) {
    throw new UnknownHeadsError(id, cause);
  }
}

/** From the hidden state to the reward, node by node: a layer, then a ReLU, and a layer at the end. */
function headOf(id: string, { nodes, weights }: ReadGraph, data: DataFiles, head: number): HeadLayers {
  const layers: HeadLayers[number][] = [];
  let value = `hidden_${head}`;
  let isLayerNext = true;
  // A graph that goes in a circle has no end.
  for (let steps = 0; value !== `reward_${head}` && steps <= nodes.length; steps++) {
    const node = nodes.find(({ inputs }) => inputs[0] === value);
    const [, weight, bias] = node?.inputs.map((name) => weights.find((one) => one.name === name)) ?? [];
    if (isLayerNext && node?.opType === 'Gemm' && weight && bias) layers.push(layerOf(id, weight, bias, data));
    else if (isLayerNext || node?.opType !== 'Relu') throw new UnknownHeadsError(id);
    isLayerNext = !isLayerNext;
    value = node.outputs[0] ?? '';
  }
  if (isLayerNext || value !== `reward_${head}`) throw new UnknownHeadsError(id);
  return layers;
}

type DataFiles = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

function layerOf(id: string, weight: ExternalTensor, bias: ExternalTensor, data: DataFiles): HeadLayers[number] {
  const [rows = 0, columns = 0] = weight.shape;
  const values = numbersOf(id, weight, data);
  const shift = numbersOf(id, bias, data);
  if (values.length !== rows * columns || shift.length !== rows) throw new UnknownHeadsError(id);
  return { weight: { values, rows, columns }, bias: shift };
}

function numbersOf(id: string, { location, offset, byteLength }: ExternalTensor, data: DataFiles) {
  const bytes = data.get(location)?.slice(offset, offset + byteLength);
  if (bytes?.byteLength !== byteLength) throw new UnknownHeadsError(id);
  return new Float32Array(bytes.buffer);
}

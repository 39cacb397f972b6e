import { at } from '../../core/at.ts';
import { tensorByteLength, type TensorType } from '../../formats/onnx.ts';
import { QUANTIZATION_BLOCK_SIZE, type WeightEncoding } from './weightEncoding.ts';

/** External data starts on this boundary, so that typed arrays and GPU copies can view it in place. */
const ALIGNMENT = 64;

/** One initializer's place in a data file. */
export interface PlacedTensor {
  readonly name: string;
  readonly type: TensorType;
  readonly shape: readonly number[];
  readonly offset: number;
  readonly byteLength: number;
}

/** A checkpoint tensor and the initializers it becomes, in the order of their offsets. */
export interface PlacedWeight {
  /** Canonical checkpoint name, e.g. `language.layers.0.mlp.up_proj.weight`. */
  readonly tensor: string;
  /** Expected shape in the checkpoint. */
  readonly sourceShape: readonly number[];
  /** Shape in the package: that of the checkpoint, or a larger one. The rest is zeros. */
  readonly shape: readonly number[];
  readonly encoding: WeightEncoding;
  readonly parts: readonly PlacedTensor[];
}

/**
 * Gives the weights of one session their places in its data file, in the order in which graphs ask for them. Graph
 * variants that share a layout share every byte.
 */
export class WeightLayout {
  readonly location: string;
  readonly #weights = new Map<string, PlacedWeight>();
  #end = 0;

  constructor(location: string) {
    this.location = location;
  }

  get weights(): readonly PlacedWeight[] {
    return [...this.#weights.values()];
  }

  get byteLength(): number {
    return this.#end;
  }

  /** The placement of `tensor`, made at the first call; filled up with zeros to `shape`. */
  place(
    tensor: string,
    sourceShape: readonly number[],
    encoding: WeightEncoding,
    shape: readonly number[] = sourceShape,
  ): PlacedWeight {
    const known = this.#weights.get(tensor);
    if (known) return known;
    const parts = initializersOf(tensor, shape, encoding).map((part) => this.#placePart(part));
    const weight = { tensor, sourceShape, shape, encoding, parts };
    this.#weights.set(tensor, weight);
    return weight;
  }

  #placePart(part: Omit<PlacedTensor, 'offset' | 'byteLength'>): PlacedTensor {
    const offset = Math.ceil(this.#end / ALIGNMENT) * ALIGNMENT;
    const byteLength = tensorByteLength(part.type, part.shape);
    this.#end = offset + byteLength;
    return { ...part, offset, byteLength };
  }
}

function initializersOf(
  tensor: string,
  shape: readonly number[],
  encoding: WeightEncoding,
): Omit<PlacedTensor, 'offset' | 'byteLength'>[] {
  if (encoding.kind === 'dense') return [{ name: tensor, type: encoding.type, shape }];
  const rows = at(shape, 0);
  if (encoding.kind === 'patchProjection') return [{ name: tensor, type: 'float', shape: [rows, encoding.columns] }];
  const blocks = Math.ceil(at(shape, 1) / QUANTIZATION_BLOCK_SIZE);
  const blockBytes = (QUANTIZATION_BLOCK_SIZE * encoding.bits) / 8;
  const parts: Omit<PlacedTensor, 'offset' | 'byteLength'>[] = [
    { name: `${tensor}.quantized`, type: 'uint8', shape: [rows, blocks, blockBytes] },
    { name: `${tensor}.scales`, type: encoding.scaleType, shape: [rows * blocks] },
  ];
  if (!encoding.symmetric) {
    const zeroPointBytes = rows * Math.ceil((blocks * encoding.bits) / 8);
    parts.push({ name: `${tensor}.zeroPoints`, type: 'uint8', shape: [zeroPointBytes] });
  }
  return parts;
}

/** Model packages of any size with random weights, made without a checkpoint: as fast as the disk writes. */
import { mkdir } from 'node:fs/promises';
import {
  describePackage,
  EMBEDDING_PATH,
  TOKENIZER_CONFIG_PATH,
  TOKENIZER_PATH,
} from '../../../src/convert/describePackage.ts';
import type { PlacedWeight } from '../../../src/convert/graphs/weightLayout.ts';
import { headsAtOnce } from '../../../src/convert/headsAtOnce.ts';
import { planPackage, type SessionPlan } from '../../../src/convert/packagePlan.ts';
import { parsePromptJson } from '../../../src/convert/promptSource.ts';
import { readBase, type BaseModel } from '../../../src/convert/readBase.ts';
import { editReward } from '../../../src/convert/rewards/editReward.ts';
import { at } from '../../../src/core/at.ts';
import { bytesSource, type ByteSink, type FileFolder, type SinkFolder } from '../../../src/core/bytes/bytes.ts';
import { defined } from '../../../src/core/defined.ts';
import type { Dtype, Manifest } from '../../../src/core/modelPackage/manifest.ts';
import { writeOnnxModel } from '../../../src/formats/onnx.ts';
import type { PackageFiles } from '../../../src/packages/modelPackage.ts';
import { directoryFolder, directorySink } from '../../../src/cli/nodeFiles.ts';
import { BASE, BASE_FILES, PROMPTS } from '../benchPrompts.ts';
import { embeddingNoise, paddingByte, randomParts, type RepeatedBytes } from './randomParts.ts';
import { configOf, type Shape } from './shapes.ts';

/** Bytes handed to the disk at a time. */
const PIECE_BYTES = 4 * 1024 * 1024;

/**
 * Writes the files of a package into `path`, and returns it as checked. The expected rewards of its self-test are not
 * measured: on a processor, a 7B's would take minutes. The same arguments give the same bytes.
 */
export async function makeRandomPackage(path: string, shape: Shape, dtype: Dtype): Promise<PackageFiles> {
  await mkdir(path, { recursive: true });
  const base = await readBase(baseFolder(shape));
  const atOnce = headsAtOnce(base.imageProcessor, base.stated.vision.numHeads);
  const model = { base: base.base, config: base.stated, reward: editReward, headsAtOnce: atOnce };
  const sessions = planPackage(model, { dtype, symmetric: false });
  const out = directorySink(path);
  const files: Manifest['files'] = [];
  for (const [name, fill] of contents(base, sessions))
    files.push({ path: name, ...(await writeFile(out, name, fill)) });
  const plan = {
    reward: editReward,
    config: base.stated,
    tokenizer: base.tokenizer,
    imageProcessor: base.imageProcessor,
    limits: undefined,
    headsAtOnce: atOnce,
    sessions,
    embedding: { name: 'embedding', dtype: 'BF16', shape: embeddingShape(base), start: 0, end: 0, source: NO_SOURCE },
    warnings: [],
  } as const;
  const manifest = describePackage({ id: `random-${dtype}`, dtype, prompts: parsePromptJson(PROMPTS) }, plan, files);
  return { manifest, folder: directoryFolder(path), verified: true };
}

const NO_SOURCE = bytesSource('embedding', new Uint8Array());

/** A base model's folder with another config. */
function baseFolder(shape: Shape): FileFolder {
  const tiny = directoryFolder(BASE);
  const config = bytesSource('config.json', new TextEncoder().encode(configOf(shape)));
  return {
    name: tiny.name,
    async open(path) {
      if (path === config.name) return config;
      return BASE_FILES.some((name) => name === path) ? tiny.open(path) : undefined;
    },
  };
}

type Fill = (sink: ByteSink) => Promise<void>;

function* contents(base: BaseModel, sessions: readonly SessionPlan[]): Generator<readonly [string, Fill]> {
  for (const { layout, graphs } of sessions) {
    yield [layout.location, (sink) => writeLayout(layout.weights, sink)];
    for (const { path, graph } of Object.values(graphs)) yield [path, (sink) => sink.write(writeOnnxModel(graph))];
  }
  const [rows, columns] = embeddingShape(base);
  yield [EMBEDDING_PATH, (sink) => writeRepeated(sink, embeddingNoise(), 2 * rows * columns)];
  yield [TOKENIZER_PATH, textFile(base.tokenizer.tokenizerJson)];
  yield [TOKENIZER_CONFIG_PATH, textFile(base.tokenizer.tokenizerConfigJson)];
}

function textFile(text: string): Fill {
  return (sink) => sink.write(new TextEncoder().encode(text));
}

/** A row for each token of the small tokenizer. */
function embeddingShape({ tokenizer, stated }: BaseModel): readonly [number, number] {
  return [tokenizer.vocabularySize, stated.text.hiddenSize];
}

async function writeFile(out: SinkFolder, path: string, fill: Fill) {
  const sink = await out.create(path);
  try {
    await fill(sink);
    return await sink.close();
  } catch (error) {
    await sink.abort();
    throw error;
  }
}

async function writeLayout(weights: readonly PlacedWeight[], sink: ByteSink): Promise<void> {
  let offset = 0;
  for (const weight of weights) {
    const bytes = randomParts(weight);
    for (const [index, part] of weight.parts.entries()) {
      await sink.write(new Uint8Array(part.offset - offset));
      await writeRepeated(sink, at(bytes, index), part.byteLength, index === 0 ? paddingOf(weight) : undefined);
      offset = part.offset + part.byteLength;
    }
  }
}

/** What of each row of codes is no weight. */
interface Padding {
  readonly rowBytes: number;
  /** The first byte of it in a row; it may hold the last column too, which then is 0. */
  readonly from: number;
  readonly value: number;
}

/** Undefined if the columns fill their blocks. */
function paddingOf({ encoding, shape, parts }: PlacedWeight): Padding | undefined {
  if (encoding.kind !== 'quantized') return undefined;
  const [rows = 0, columns = 0] = shape;
  const rowBytes = at(parts, 0).byteLength / rows;
  const from = Math.floor((columns * encoding.bits) / 8);
  return from === rowBytes ? undefined : { rowBytes, from, value: paddingByte(encoding.bits) };
}

/** `byteLength` bytes of a block that repeats, in whole rows where those end in padding. */
async function writeRepeated(
  sink: ByteSink,
  { block, start }: RepeatedBytes,
  byteLength: number,
  padding?: Padding,
): Promise<void> {
  const rowBytes = padding?.rowBytes ?? 1;
  const piece = new Uint8Array(Math.max(1, Math.floor(PIECE_BYTES / rowBytes)) * rowBytes);
  for (let written = 0; written < byteLength; written += piece.byteLength) {
    const length = Math.min(piece.byteLength, byteLength - written);
    copyRepeated(block, (start + written) % block.byteLength, piece.subarray(0, length));
    if (padding)
      for (let row = 0; row < length; row += rowBytes) piece.fill(padding.value, row + padding.from, row + rowBytes);
    await sink.write(piece.subarray(0, length));
  }
}

function copyRepeated(block: Uint8Array, start: number, target: Uint8Array): void {
  let from = start;
  for (let to = 0; to < target.byteLength;) {
    const run = block.subarray(from, from + target.byteLength - to);
    target.set(run, to);
    to += run.byteLength;
    from = 0;
  }
}

/** Length of all weights. */
export function weightBytes({ manifest }: Pick<PackageFiles, 'manifest'>): number {
  const lengths = new Map(manifest.files.map(({ path, byteLength }) => [path, byteLength]));
  const data = new Set(manifest.sessions.flatMap(({ externalData }) => externalData));
  return [...data].reduce((sum, path) => sum + defined(lengths.get(path), `${path} is not listed.`), 0);
}

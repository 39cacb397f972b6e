import type { ByteSink } from '../core/bytes/bytes.ts';
import { throwIfAborted } from '../core/errors.ts';
import { writeOnnxModel } from '../formats/onnx.ts';
import type { TensorEntry } from '../formats/safetensors.ts';
import { countNonFinite, hasNonFinite } from './auditRows.ts';
import { sessionEntries, type ConversionPlan } from './conversionPlan.ts';
import { EMBEDDING_PATH, TOKENIZER_CONFIG_PATH, TOKENIZER_PATH } from './describePackage.ts';
import type { SessionPlan } from './packagePlan.ts';
import { NonFiniteWeightError } from './quantizeBlock.ts';
import { writeWeights, type WriteOptions } from './writeWeights.ts';

/** A file of the package to be. */
export interface OutputFile {
  readonly path: string;
  /** Bytes of the checkpoint that it is made of. */
  readonly sourceBytes: number;
  /** Of the file. */
  readonly byteLength: number;
  write(sink: ByteSink, options: WriteOptions): Promise<void>;
}

/** All files but the manifest, in the order in which they are written. */
export function planOutputs(plan: ConversionPlan): OutputFile[] {
  const { embedding, tokenizer } = plan;
  return [
    ...plan.sessions.flatMap((session) => sessionOutputs(plan, session)),
    {
      path: EMBEDDING_PATH,
      sourceBytes: byteLengthOf(embedding),
      byteLength: byteLengthOf(embedding),
      write: (sink, options) => copyTensor(embedding, sink, options),
    },
    textOutput(TOKENIZER_PATH, tokenizer.tokenizerJson),
    textOutput(TOKENIZER_CONFIG_PATH, tokenizer.tokenizerConfigJson),
  ];
}

function sessionOutputs({ checkpoint }: ConversionPlan, session: SessionPlan): OutputFile[] {
  const { layout, graphs } = session;
  const weights: OutputFile = {
    path: layout.location,
    sourceBytes: sessionEntries(checkpoint, session).reduce((sum, entry) => sum + byteLengthOf(entry), 0),
    byteLength: layout.byteLength,
    write: (sink, options) => writeWeights(checkpoint, layout, sink, options),
  };
  const graphFiles = Object.values(graphs).map(({ path, graph }) => smallOutput(path, writeOnnxModel(graph)));
  return [weights, ...graphFiles];
}

function textOutput(path: string, text: string): OutputFile {
  return smallOutput(path, new TextEncoder().encode(text));
}

/** Of bytes that are at hand: a graph has some KB, a tokenizer some MB. */
export function smallOutput(path: string, bytes: Uint8Array): OutputFile {
  return { path, sourceBytes: 0, byteLength: bytes.byteLength, write: (sink) => sink.write(bytes) };
}

function byteLengthOf({ start, end }: TensorEntry): number {
  return end - start;
}

/** Bytes copied at a time. */
const COPY_BYTES = 16 * 1024 * 1024;

async function copyTensor(entry: TensorEntry, sink: ByteSink, { signal, onBytes }: WriteOptions): Promise<void> {
  const file = entry.source.name;
  for (let start = entry.start; start < entry.end; start += COPY_BYTES) {
    throwIfAborted(signal);
    const piece = await entry.source.slice(start, Math.min(start + COPY_BYTES, entry.end));
    const count = hasNonFinite(entry.dtype, piece) ? await countNonFinite(entry) : 0;
    if (count > 0) throw new NonFiniteWeightError({ tensor: entry.name, file, count });
    await sink.write(piece);
    onBytes(piece.byteLength);
  }
}

import { at } from '../core/at.ts';
import type { ByteSink } from '../core/bytes/bytes.ts';
import { throwIfAborted } from '../core/errors.ts';
import { readRowBytes, rowCountOf, type TensorEntry } from '../formats/safetensors.ts';
import { auditRows, countNonFinite, type RowAudit } from './auditRows.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { EncodedRows } from './encodeRows.ts';
import type { PlacedTensor, PlacedWeight, WeightLayout } from './graphs/weightLayout.ts';
import { NonFiniteWeightError } from './quantizeBlock.ts';
import type { RowEncoder } from './rowEncoder.ts';
import { WeightAudit, type WeightFinding } from './weightFindings.ts';

/**
 * Weights read at a time. A conversion holds no more of the checkpoint, whatever its size. Larger pieces are slower.
 */
const CHUNK_ELEMENTS = 1024 * 1024;

/** Pieces under way for each one that is worked on: the next one must lie ready. */
const QUEUE_FACTOR = 2;

export interface WriteOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes of the checkpoint that are done with. */
  readonly onBytes: (byteLength: number) => void;
  /** Called for a weight that is written, but not as the checkpoint has it, or that is hardly one. */
  readonly onFinding: (finding: WeightFinding) => void;
  readonly encoder: RowEncoder;
  /** By a weight's canonical name, what its rounding errors are passed on by, see `feedbackFactors`. Default: they are not. */
  readonly feedbackOf?: ((tensor: string) => Promise<Float32Array | undefined>) | undefined;
}

/** A sink that knows its offset, so that parts come to their planned places. */
class OffsetSink {
  readonly #sink: ByteSink;
  #offset = 0;

  constructor(sink: ByteSink) {
    this.#sink = sink;
  }

  /** Zeros up to a part's offset. */
  async seek(part: PlacedTensor): Promise<void> {
    const gap = part.offset - this.#offset;
    if (gap < 0) throw new RangeError(`${part.name} would overlap what is written.`);
    await this.write(new Uint8Array(gap));
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (bytes.byteLength === 0) return;
    await this.#sink.write(bytes);
    this.#offset += bytes.byteLength;
  }
}

/** Rows of a weight, encoded; the first and the last of it are marked. */
interface Piece {
  readonly weight: PlacedWeight;
  readonly encoded: EncodedRows;
  readonly audit: RowAudit;
  readonly sourceBytes: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** Work under way. An object around the promise: a generator would wait for a promise that it yields. */
interface Started<T> {
  readonly result: Promise<T>;
}

/**
 * Streams a session's weights to its data file, at the offsets of the layout. The bytes do not depend on the encoder's
 * parallelism. Throws {@link NonFiniteWeightError}, `AbortError`, and the errors of checkpoint and sink.
 */
export async function writeWeights(
  checkpoint: Checkpoint,
  layout: WeightLayout,
  sink: ByteSink,
  options: WriteOptions,
): Promise<void> {
  const target = new OffsetSink(sink);
  // A matrix's packed codes are written as they come; its scales and zero points, a sixth, wait for their turn.
  const waiting: Uint8Array[][] = [];
  const limit = QUEUE_FACTOR * options.encoder.parallelism;
  let found = new WeightAudit();
  for await (const piece of inOrder(encodePieces(checkpoint, layout, options), limit)) {
    const { weight, encoded, isFirst, isLast, sourceBytes } = piece;
    const [leading, ...others] = encoded;
    const [part, ...otherParts] = weight.parts;
    if (isFirst) found = new WeightAudit();
    found.add(weight, piece.audit, encoded);
    if (isFirst && part) await target.seek(part);
    if (leading) await target.write(leading);
    for (const [index, bytes] of others.entries()) (waiting[index] ??= []).push(bytes);
    if (isLast) await writeWaiting(otherParts, waiting.splice(0), target);
    if (isLast) for (const finding of found.findings(weight)) options.onFinding(finding);
    options.onBytes(sourceBytes);
  }
}

async function writeWaiting(
  parts: readonly PlacedTensor[],
  waiting: readonly (readonly Uint8Array[])[],
  target: OffsetSink,
): Promise<void> {
  for (const [index, part] of parts.entries()) {
    await target.seek(part);
    for (const bytes of waiting[index] ?? []) await target.write(bytes);
  }
}

/** The results of work in the order in which it was started. At most `limit` pieces are under way. */
async function* inOrder<T>(started: AsyncIterable<Started<T>>, limit: number): AsyncGenerator<T> {
  const queue: Promise<T>[] = [];
  for await (const { result } of started) {
    queue.push(result);
    const next = queue.length < limit ? undefined : queue.shift();
    if (next) yield await next;
  }
  for (const next of queue) yield await next;
}

/** Starts pieces one after another; whoever asks for the next reads on. */
async function* encodePieces(
  checkpoint: Checkpoint,
  layout: WeightLayout,
  { encoder, signal, feedbackOf }: WriteOptions,
): AsyncGenerator<Started<Piece>> {
  for (const weight of layout.weights) {
    const { tensor, sourceShape, shape, encoding } = weight;
    const entry = checkpoint.get(tensor, sourceShape);
    const rows = rowCountOf(entry);
    const feedback = await feedbackOf?.(tensor);
    const step = Math.max(1, Math.floor((CHUNK_ELEMENTS * rows) / elementCountOf(sourceShape)));
    for (let start = 0; start < rows; start += step) {
      throwIfAborted(signal);
      const end = Math.min(start + step, rows);
      const bytes = await readRowBytes(entry, start, end);
      const fill = {
        rows: end === rows ? at(shape, 0) - rows : 0,
        columns: (shape[1] ?? 0) - (sourceShape[1] ?? 0),
      };
      const task = { dtype: entry.dtype, bytes, rowCount: end - start, sourceShape, encoding, fill, feedback };
      // Before the encoder has the bytes, which may be another thread.
      const audit = auditRows(task);
      if (audit.nonFinite > 0) throw await nonFinite(entry, tensor);
      const place = { weight, audit, sourceBytes: bytes.byteLength, isFirst: start === 0, isLast: end === rows };
      const encoded = encoder.encode(task);
      const result = encoded.then(
        (parts): Piece => ({ ...place, encoded: parts }),
        (error: unknown) => {
          throw withPlace(error, tensor, entry.source.name);
        },
      );
      // Whoever writes hears of a failure when this piece's turn comes; until then it is nobody's.
      result.catch(() => undefined);
      yield { result };
    }
  }
}

/** Counts them in the whole tensor, which tells a damaged byte from a training that diverged. */
async function nonFinite(entry: TensorEntry, tensor: string): Promise<NonFiniteWeightError> {
  return new NonFiniteWeightError({ tensor, file: entry.source.name, count: await countNonFinite(entry) });
}

function elementCountOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The encoder does not know which weight it has. */
function withPlace(error: unknown, tensor: string, file: string): unknown {
  const isNonFinite = error instanceof Error && error.name === 'NonFiniteWeightError';
  return isNonFinite ? new NonFiniteWeightError({ tensor, file }) : error;
}

import { throwIfAborted } from '../core/errors.ts';
import type { Manifest } from '../core/modelPackage/manifest.ts';
import type { ByteRange } from '../packages/byteRanges.ts';
import { backOff, ConnectionError } from '../packages/fetchRange.ts';
import type { FileStore } from './fileStore.ts';
import { FileTransfer } from './fileTransfer.ts';
import type { Journal, JournalState } from './journal.ts';
import type { PackageSource } from '../packages/packageSource.ts';

export interface TransferLimits {
  /** Requests at a time: one alone seldom fills the line, and browsers allow six to a host. */
  readonly connections: number;
  /** Files are fetched in ranges of at most this size, so that several connections share a large one. */
  readonly rangeBytes: number;
  /** How often in a row a range may fail to bring any new byte. */
  readonly attempts: number;
  /** Wait after the first failure in a row; doubled for each further one. */
  readonly backoffMs: number;
  /** A connection that brings nothing for so long is as good as broken; browsers wait for minutes. */
  readonly stallMs: number;
  /** After so many bytes of a range the journal hears of it: what a closed tab costs at most, per connection. */
  readonly recordBytes: number;
}

export const TRANSFER_LIMITS: TransferLimits = {
  connections: 4,
  rangeBytes: 64 * 1024 * 1024,
  attempts: 8,
  backoffMs: 500,
  stallMs: 60_000,
  recordBytes: 1024 * 1024,
};

export interface TransferOptions {
  readonly signal: AbortSignal;
  /** Bytes in place, of all files together. Goes back when a damaged file begins anew. */
  readonly onBytes: (storedBytes: number) => void;
  readonly limits?: Partial<TransferLimits>;
}

/** Where a model is kept, and what is known of it. */
export interface TransferTarget {
  readonly store: FileStore;
  /** Where a file of the package goes. */
  readonly locate: (path: string) => string;
  readonly state: JournalState;
  readonly journal: Journal;
}

/**
 * Fetches what is missing of a model's files, checks each one's digest, and fetches a damaged one again. Whatever it
 * throws (the source's errors, `NoSpaceError`, `AbortError`), what has arrived is kept and recorded.
 */
export async function transferFiles(
  files: Manifest['files'],
  source: PackageSource,
  target: TransferTarget,
  options: TransferOptions,
): Promise<void> {
  const transfers: FileTransfer[] = [];
  let checkedBytes = 0;
  for (const listed of files) {
    const location = target.locate(listed.path);
    const state = target.state.files.get(listed.path);
    const transfer = await FileTransfer.resume(target.store, location, listed, state, target.journal);
    if (transfer) transfers.push(transfer);
    else checkedBytes += listed.byteLength;
  }
  const onBytes = () => options.onBytes(transfers.reduce((sum, { storedBytes }) => sum + storedBytes, checkedBytes));
  onBytes();
  try {
    await new Connections(transfers, source, { ...TRANSFER_LIMITS, ...options.limits }, options.signal, onBytes).run();
  } finally {
    for (const transfer of transfers) transfer.close();
  }
}

/** A range being fetched. */
interface Piece {
  readonly transfer: FileTransfer;
  position: number;
  end: number;
}

/** Several connections that take ranges from one queue. */
class Connections {
  readonly #source: PackageSource;
  readonly #limits: TransferLimits;
  readonly #onBytes: () => void;
  readonly #failed = new AbortController();
  readonly #signal: AbortSignal;
  readonly #checking = new Set<FileTransfer>();
  readonly #damages = new Map<FileTransfer, number>();
  /** The one piece that takes all of a file whose server gives no ranges. */
  readonly #wholes = new Map<FileTransfer, Piece>();
  #queue: Piece[];

  constructor(
    transfers: readonly FileTransfer[],
    source: PackageSource,
    limits: TransferLimits,
    signal: AbortSignal,
    onBytes: () => void,
  ) {
    this.#source = source;
    this.#limits = limits;
    this.#onBytes = onBytes;
    this.#signal = AbortSignal.any([signal, this.#failed.signal]);
    // The largest first, so that no connection is left alone with it in the end.
    const ordered = transfers.toSorted((a, b) => b.listed.byteLength - a.listed.byteLength);
    this.#queue = ordered.flatMap((transfer) => this.#pieces(transfer));
  }

  /** Ends when all files are in place and checked, or throws what the first connection failed with. */
  async run(): Promise<void> {
    let failure: { readonly error: unknown } | undefined;
    const connect = async () => {
      try {
        for (let piece = this.#queue.shift(); piece; piece = this.#queue.shift()) await this.#take(piece);
      } catch (error) {
        failure ??= { error };
        this.#failed.abort();
      }
    };
    await Promise.all(Array.from({ length: this.#limits.connections }, connect));
    if (failure) throw failure.error;
  }

  /** What is missing of a file; an empty piece when it only needs to be checked. */
  #pieces(transfer: FileTransfer): Piece[] {
    const missing = transfer.missing(this.#limits.rangeBytes);
    const ranges: readonly ByteRange[] = missing.length > 0 ? missing : [[0, 0]];
    return ranges.map(([position, end]) => ({ transfer, position, end }));
  }

  async #take(piece: Piece): Promise<void> {
    throwIfAborted(this.#signal);
    const { transfer } = piece;
    await this.#fetchPiece(piece);
    if (!transfer.isWhole || this.#checking.has(transfer)) return;
    this.#checking.add(transfer);
    if (await transfer.verify(this.#signal)) return;
    this.#fetchAgain(transfer);
  }

  #fetchAgain(transfer: FileTransfer): void {
    const damages = (this.#damages.get(transfer) ?? 0) + 1;
    if (damages >= this.#source.damagedAttempts) throw this.#source.damaged(transfer.listed.path);
    this.#damages.set(transfer, damages);
    this.#checking.delete(transfer);
    this.#wholes.delete(transfer);
    this.#queue.unshift(...this.#pieces(transfer));
    this.#onBytes();
  }

  async #fetchPiece(piece: Piece): Promise<void> {
    let failures = 0;
    while (piece.position < piece.end) {
      const before = piece.position;
      try {
        await this.#fetchOnce(piece);
      } catch (error) {
        throwIfAborted(this.#signal);
        if (!(error instanceof ConnectionError)) throw error;
        failures = piece.position > before ? 1 : failures + 1;
        if (failures >= this.#limits.attempts) throw error;
        await backOff(failures, this.#limits.backoffMs, this.#signal);
      }
    }
  }

  async #fetchOnce(piece: Piece): Promise<void> {
    const { path } = piece.transfer.listed;
    const request = new AbortController();
    const watchdog = startWatchdog(this.#limits.stallMs, () => request.abort());
    try {
      await this.#request(piece, AbortSignal.any([this.#signal, request.signal]), watchdog.reset);
    } catch (error) {
      if (!request.signal.aborted) throw error;
      throw new ConnectionError(`${path} did not come any further. Check the connection.`, { file: path });
    } finally {
      watchdog.stop();
      // Ends the request when there is still something to come.
      request.abort();
    }
    if (piece.position < piece.end) {
      throw new ConnectionError(`${path} ended early, after ${piece.position} bytes.`, { file: path });
    }
  }

  async #request(piece: Piece, signal: AbortSignal, onChunk: () => void): Promise<void> {
    const { transfer, position, end } = piece;
    const { whole, chunks } = await this.#source.open(transfer.listed.path, [position, end], signal);
    if (whole && !this.#takeWhole(piece)) return;
    await transfer.open();
    await this.#receive(piece, chunks, whole ? 0 : position, onChunk);
  }

  /** The server gave the whole file for a range: one piece takes it, from where it is missing, the others give up. */
  #takeWhole(piece: Piece): boolean {
    const { transfer } = piece;
    if (this.#isSuperfluous(piece)) {
      piece.end = piece.position;
      return false;
    }
    this.#wholes.set(transfer, piece);
    this.#queue = this.#queue.filter((other) => other.transfer !== transfer);
    piece.position = transfer.prefixBytes;
    piece.end = transfer.listed.byteLength;
    return true;
  }

  #isSuperfluous(piece: Piece): boolean {
    const taker = this.#wholes.get(piece.transfer);
    return taker !== undefined && taker !== piece;
  }

  /** Writes chunks, of which the first begins at byte `start` of the file; those before the piece's position are skipped. */
  async #receive(piece: Piece, chunks: AsyncIterable<Uint8Array>, start: number, onChunk: () => void): Promise<void> {
    let recorded = piece.position;
    let at = start;
    try {
      for await (const chunk of chunks) {
        onChunk();
        throwIfAborted(this.#signal);
        if (this.#isSuperfluous(piece)) piece.end = piece.position;
        const wanted = chunk.subarray(Math.max(piece.position - at, 0), Math.max(piece.end - at, 0));
        at += chunk.byteLength;
        if (wanted.byteLength > 0) {
          piece.transfer.write(wanted, piece.position);
          piece.position += wanted.byteLength;
          this.#onBytes();
        }
        if (piece.position - recorded >= this.#limits.recordBytes) {
          piece.transfer.record([recorded, piece.position]);
          recorded = piece.position;
        }
        if (piece.position >= piece.end) break;
      }
    } finally {
      piece.transfer.record([recorded, piece.position]);
    }
  }
}

/** Calls `onStall` once, `stallMs` after the last reset. */
function startWatchdog(stallMs: number, onStall: () => void) {
  let timer = setTimeout(onStall, stallMs);
  return {
    reset() {
      clearTimeout(timer);
      timer = setTimeout(onStall, stallMs);
    },
    stop: () => clearTimeout(timer),
  };
}

import * as v from 'valibot';
import type { ModelOrigin } from '../core/modelPackage/modelLocation.ts';
import { addRange, type ByteRange } from '../packages/byteRanges.ts';
import type { FileStore, OpenFile } from './fileStore.ts';
import { readSteadily } from '../packages/readSteadily.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const origin = v.variant('kind', [
  v.object({ kind: v.literal('url'), url: v.string() }),
  v.object({
    kind: v.literal('huggingFace'),
    repository: v.string(),
    revision: v.string(),
    folder: v.optional(v.string()),
    host: v.optional(v.string()),
  }),
  v.object({ kind: v.literal('folder') }),
  v.object({ kind: v.literal('converted') }),
]);

const entry = v.union([
  /** Where the model comes from; the last one counts. */
  v.object({ origin }),
  /** Bytes of a file are in place. */
  v.object({ file: v.string(), has: v.tuple([count, count]) }),
  /** The whole file is in place and has its digest. */
  v.object({ file: v.string(), verified: v.literal(true) }),
  /** The file begins anew. */
  v.object({ file: v.string(), discarded: v.literal(true) }),
]);
export type JournalEntry = v.InferOutput<typeof entry>;

/** What is here of one file. */
export interface FileState {
  readonly ranges: readonly ByteRange[];
  readonly verified: boolean;
}

/** What a journal tells. */
export interface JournalState {
  readonly origin: ModelOrigin | undefined;
  readonly files: ReadonlyMap<string, FileState>;
}

const NOTHING: FileState = { ranges: [], verified: false };

/** Where a model is, kept beside it: one line an event, appended, so that a crash costs at most the last one. */
export interface Journal {
  append(entry: JournalEntry): void;
  close(): void;
}

/** Opens the journal at `path` for writing. */
export async function openJournal(store: FileStore, path: string): Promise<Journal> {
  const file = await store.open(path);
  endLine(file);
  return {
    append: (written) => file.write(encodeLine(written), file.byteLength()),
    close: () => file.close(),
  };
}

/** What the journal at `path` tells; nothing when there is none. */
export async function readJournal(store: FileStore, path: string): Promise<JournalState> {
  const file = await store.file(path);
  return parseJournal(file ? await readSteadily(() => file.text()) : '');
}

/** Lines that make no sense, such as a last one cut by a crash, are as good as not there. */
export function parseJournal(text: string): JournalState {
  let from: ModelOrigin | undefined;
  const files = new Map<string, FileState>();
  for (const line of text.split('\n')) {
    const parsed = parseEntry(line);
    if (!parsed) continue;
    if ('origin' in parsed) from = parsed.origin;
    else files.set(parsed.file, nextState(files.get(parsed.file) ?? NOTHING, parsed));
  }
  return { origin: from, files };
}

function nextState(state: FileState, parsed: Exclude<JournalEntry, { origin: unknown }>): FileState {
  if ('has' in parsed) return { ...state, ranges: addRange(state.ranges, parsed.has) };
  return 'verified' in parsed ? { ...state, verified: true } : NOTHING;
}

function parseEntry(line: string): JournalEntry | undefined {
  try {
    return v.parse(entry, JSON.parse(line));
  } catch {
    return undefined;
  }
}

function encodeLine(written: JournalEntry): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(written)}\n`);
}

/** A line that a crash cut must not swallow the next one. */
function endLine(file: OpenFile): void {
  const byteLength = file.byteLength();
  if (byteLength > 0 && file.read(byteLength - 1, byteLength)[0] !== NEWLINE)
    file.write(Uint8Array.of(NEWLINE), byteLength);
}

const NEWLINE = 10;

import { parquetMetadataAsync, type AsyncBuffer, type FileMetaData } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { ByteSource } from '../../core/bytes/bytes.ts';
import { EditRewardError, messageOf } from '../../core/errors.ts';

/** A parquet file is damaged, or of a kind that cannot be read. */
export class ParquetError extends EditRewardError {
  override readonly name = 'ParquetError';
}

const MAGIC = 'PAR1';
/** Of a file whose footer is encrypted. */
const ENCRYPTED_MAGIC = 'PARE';
/** Magic at both ends, and the footer's length. */
const LEAST_BYTES = 12;

export interface ParquetFile {
  readonly name: string;
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
}

export function isParquet(start: Uint8Array): boolean {
  const magic = textOf(start.subarray(0, MAGIC.length));
  return magic === MAGIC || magic === ENCRYPTED_MAGIC;
}

/** Reads a file's footer. Throws {@link ParquetError} and the errors of the source. */
export async function openParquet(source: ByteSource): Promise<ParquetFile> {
  await requireFooter(source);
  const file = asyncBuffer(source);
  const metadata = await readFooter(source.name, file);
  requireCodecs(source.name, metadata);
  return { name: source.name, file, metadata };
}

async function requireFooter({ name, byteLength, slice }: ByteSource): Promise<void> {
  const magic = byteLength < LEAST_BYTES ? '' : textOf(await slice(byteLength - MAGIC.length, byteLength));
  if (magic === ENCRYPTED_MAGIC) throw refusal(name, 'it is encrypted', 'Save it without encryption.');
  if (magic !== MAGIC) throw refusal(name, 'it ends before its footer, so it was cut off', AGAIN);
}

const AGAIN = 'Download it again.';

async function readFooter(name: string, file: AsyncBuffer): Promise<FileMetaData> {
  try {
    const metadata = await parquetMetadataAsync(file, { geoparquet: false });
    if (isConsistent(metadata)) return metadata;
  } catch (cause) {
    if (cause instanceof EditRewardError) throw cause;
    throw refusal(name, 'its footer is damaged', AGAIN, cause);
  }
  throw refusal(name, 'its footer is damaged', AGAIN);
}

/** Whether the footer agrees with itself about its rows: a damaged number could mean endless rows. */
function isConsistent({ schema, row_groups: groups, num_rows: rows }: FileMetaData): boolean {
  if (!schema.every(({ name }) => typeof name === 'string')) return false;
  const chunks = groups.flatMap(({ columns }) => columns);
  // What is encrypted says so; codecs have names.
  if (!chunks.every(({ meta_data: data, crypto_metadata: crypto }) => data?.codec ?? crypto)) return false;
  if (groups.reduce((sum, group) => sum + group.num_rows, 0n) !== rows) return false;
  if (groups.some(({ columns }) => columns.length === 0) && rows > 0n) return false;
  const names = schema.filter(({ repetition_type: kind }) => kind === 'REPEATED').map(({ name }) => name);
  return groups.every(({ columns, num_rows: count }) =>
    columns.every(({ meta_data: data }) => {
      const isList = data?.path_in_schema.some((name) => names.includes(name)) ?? true;
      return isList || data?.num_values === count;
    }),
  );
}

function requireCodecs(name: string, { row_groups: groups }: FileMetaData): void {
  for (const { columns } of groups) {
    for (const { meta_data: data, file_path: path } of columns) {
      if (!data) throw refusal(name, 'its columns are encrypted', 'Save it without encryption.');
      if (path) throw refusal(name, `it keeps its columns in another file, ${path}`, 'Save all in one file.');
      const isKnown = data.codec === 'UNCOMPRESSED' || data.codec in compressors;
      if (!isKnown) throw refusal(name, `it is compressed with ${data.codec}`, 'Save it with zstd, gzip or snappy.');
    }
  }
}

function refusal(name: string, why: string, remedy: string, cause?: unknown): ParquetError {
  return new ParquetError(`${name} cannot be read as parquet: ${why}. ${remedy}`, { file: name, cause });
}

/** Why a part of the file cannot be decoded, as a part of a sentence. What the library did not expect tells nobody anything. */
export function whyDamaged(error: unknown): string {
  const isExpected = error instanceof Error && error.constructor === Error;
  return isExpected ? `it is damaged (${messageOf(error)})` : 'it is damaged';
}

function asyncBuffer(source: ByteSource): AsyncBuffer {
  return {
    byteLength: source.byteLength,
    slice: (start, end = source.byteLength) => heard(read(source, start, end)),
  };
}

async function read(source: ByteSource, start: number, end: number): Promise<ArrayBuffer> {
  const bytes = await source.slice(Math.max(0, start), Math.min(end, source.byteLength));
  // What a source gives may be a part of a larger buffer.
  return bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : new Uint8Array(bytes).buffer;
}

/**
 * A promise whose followers may fail unheard. The library reads the parts of a column at once and awaits them in turn.
 * If two fail, nobody awaits the second, and Node would end with it.
 */
function heard<Value>(promise: Promise<Value>): Promise<Value> {
  const follow = (...handlers: Parameters<Promise<Value>['then']>): Promise<unknown> => {
    const next: Promise<unknown> = Promise.prototype.then.apply(promise, handlers);
    next.catch(() => undefined);
    return heard(next);
  };
  // It is a promise already, and stays one.
  // oxlint-disable-next-line unicorn/no-thenable
  return Object.defineProperty(promise, 'then', { value: follow });
}

function textOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

import { parquetMetadataAsync, parquetReadObjects, parquetSchema, type AsyncBuffer, type SchemaTree } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { ByteSource } from '../../core/bytes.ts';
import { EditRewardError, messageOf } from '../../core/errors.ts';
import { embeddedImageReader } from './embeddedImages.ts';
import { imageByPath, type ImageFinder } from './interpretRow.ts';
import type { Row } from './row.ts';

/** A parquet file is damaged, or of a kind that cannot be read. */
export class ParquetError extends EditRewardError {
  override readonly name = 'ParquetError';
}

export interface ParquetRows {
  /** Without the pictures, which are read one at a time. */
  readonly rows: readonly Row[];
  readonly findImage: ImageFinder;
}

/** Reads a parquet file's rows. Throws {@link ParquetError}. */
export async function readParquet(source: ByteSource): Promise<ParquetRows> {
  try {
    const file = asyncBuffer(source);
    const metadata = await parquetMetadataAsync(file);
    const columns = parquetSchema(metadata).children;
    const images = new Set(columns.filter(holdsImages).map(nameOf));
    const others = columns.map(nameOf).filter((name) => !images.has(name));
    const rows = await parquetReadObjects({ file, metadata, columns: others, compressors, utf8: false });
    const readImage = embeddedImageReader(source.name, file, metadata);
    return {
      rows: rows.map((values, index) => ({ line: index + 1, values })),
      findImage: (row, column) =>
        images.has(column)
          ? {
              kind: 'embedded',
              name: `${column} of row ${row.line}`,
              read: () => readImage(column, row.line - 1),
            }
          : imageByPath(row, column),
    };
  } catch (cause) {
    throw new ParquetError(`${source.name} cannot be read as parquet: ${messageOf(cause)}. Download it again.`, {
      file: source.name,
      cause,
    });
  }
}

function asyncBuffer(source: ByteSource): AsyncBuffer {
  return {
    byteLength: source.byteLength,
    // What a source gives may be a part of a larger buffer.
    slice: async (start, end = source.byteLength) => new Uint8Array(await source.slice(start, end)).buffer,
  };
}

function nameOf({ element }: SchemaTree): string {
  return element.name;
}

/** Hugging Face's `Image`, a struct with the file's bytes; or plain bytes that are no text. */
function holdsImages({ element, children }: SchemaTree): boolean {
  if (children.length > 0) return children.some((child) => child.element.name === 'bytes');
  const isText = element.converted_type !== undefined || element.logical_type !== undefined;
  return element.type === 'BYTE_ARRAY' && !isText;
}

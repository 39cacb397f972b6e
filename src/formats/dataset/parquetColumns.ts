/** What the columns of a parquet file hold: pictures, which are read one at a time, or values of rows. */
import { parquetSchema, type FileMetaData, type RowGroup, type SchemaElement, type SchemaTree } from 'hyparquet';

export interface ParquetColumn {
  readonly name: string;
  readonly kind: 'value' | 'picture' | 'pictures';
  /** The leaf with the bytes of pictures. */
  readonly bytesPath: string | undefined;
  /** Whether something is beside those bytes, such as a path: then a list has its length without them. */
  readonly hasPath: boolean;
  /** Not a struct nor a list. */
  readonly isLeaf: boolean;
  /** Digits behind the point, of decimals. */
  readonly scale: number | undefined;
}

export function columnsOf(metadata: FileMetaData): ParquetColumn[] {
  return parquetSchema(metadata).children.map((child) => {
    const { name, converted_type: type, scale = 0 } = child.element;
    const list = isList(child) ? elementOf(child) : undefined;
    const bytes = bytesLeaf(list ?? child);
    const isPicture = bytes !== undefined && (bytes !== child || !isSmall(metadata, name));
    return {
      name,
      kind: !isPicture ? 'value' : list ? 'pictures' : 'picture',
      bytesPath: isPicture ? bytes.path.join('.') : undefined,
      hasPath: isPicture && (list ?? child).children.length > 1,
      isLeaf: child.children.length === 0,
      scale: type === 'DECIMAL' ? scale : undefined,
    };
  });
}

/** Hugging Face's `Image`, a struct with the file's bytes; or plain bytes that are no text. */
function bytesLeaf(node: SchemaTree): SchemaTree | undefined {
  if (node.children.length > 0) return node.children.find(({ element }) => element.name === 'bytes');
  const { type, converted_type: converted, logical_type: logical } = node.element;
  return type === 'BYTE_ARRAY' && converted === undefined && logical === undefined ? node : undefined;
}

function isList({ element, children }: SchemaTree): boolean {
  const isMarked = element.converted_type === 'LIST' || element.logical_type?.type === 'LIST';
  return isMarked && children.length === 1 && children[0]?.element.repetition_type === 'REPEATED';
}

/** In a list of three levels, as most programs write it, or of two. */
function elementOf(list: SchemaTree): SchemaTree | undefined {
  const repeated = list.children[0];
  return repeated?.children.length === 1 && repeated.children[0]?.element.name !== 'bytes'
    ? repeated.children[0]
    : repeated;
}

/** No picture is smaller, but texts are, which old programs wrote without saying that they are texts. */
export const LEAST_PICTURE_BYTES = 512;

function isSmall({ row_groups: groups }: FileMetaData, name: string): boolean {
  const chunks = groups.map((group) => chunkOf(group, name));
  const byteLength = chunks.reduce((sum, chunk) => sum + Number(chunk?.total_uncompressed_size ?? 0), 0);
  return byteLength < LEAST_PICTURE_BYTES * chunks.reduce((sum, chunk) => sum + Number(chunk?.num_values ?? 0), 0);
}

export function chunkOf({ columns }: RowGroup, path: string): RowGroup['columns'][number]['meta_data'] {
  return columns.find(({ meta_data: data }) => data?.path_in_schema.join('.') === path)?.meta_data;
}

/** The same file without some of its leaves; a column that has no other is left out. */
export function withoutLeaves(metadata: FileMetaData, leaves: ReadonlySet<string>): FileMetaData {
  const isKept = ({ columns }: RowGroup) =>
    columns.filter(({ meta_data: data }) => !leaves.has(data?.path_in_schema.join('.') ?? ''));
  return {
    ...metadata,
    schema: elementsWithout(parquetSchema(metadata), leaves),
    row_groups: metadata.row_groups.map((group) => ({ ...group, columns: isKept(group) })),
  };
}

function elementsWithout(node: SchemaTree, leaves: ReadonlySet<string>): SchemaElement[] {
  if (node.children.length === 0) return leaves.has(node.path.join('.')) ? [] : [node.element];
  const children = node.children
    .map((child) => elementsWithout(child, leaves))
    .filter((elements) => elements.length > 0);
  return children.length === 0 ? [] : [{ ...node.element, num_children: children.length }, ...children.flat()];
}

import * as v from 'valibot';
import { COLUMN_ROLES, type ColumnMapping } from '../../core/dataset/columnMapping.ts';

const KEY = 'editreward-columns';
/** A person's files are of few kinds. */
const MAX_KINDS = 20;

const kindsSchema = v.array(
  v.object({
    /** All columns of the file. */
    columns: v.array(v.string()),
    mapping: v.array(v.object({ column: v.string(), role: v.picklist(COLUMN_ROLES) })),
  }),
);
type Kind = v.InferOutput<typeof kindsSchema>[number];

/** Whether anything is remembered: files need not be looked into otherwise. */
export function remembersColumns(): boolean {
  return readKinds().length > 0;
}

/** What was said of a file with the same columns; undefined where nothing was. */
export function rememberedColumns(columns: readonly string[]): ColumnMapping | undefined {
  return readKinds().find((kind) => isSame(kind, columns))?.mapping;
}

/**
 * For the next file with the same columns, in this visit or another. Undefined forgets it. A browser that keeps nothing is asked
 * again.
 */
export function rememberColumns(columns: readonly string[], mapping: ColumnMapping | undefined): void {
  const others = readKinds().filter((kind) => !isSame(kind, columns));
  const kinds = [...(mapping ? [{ columns, mapping }] : []), ...others].slice(0, MAX_KINDS);
  try {
    localStorage.setItem(KEY, JSON.stringify(kinds));
  } catch {
    // Full, or refused.
  }
}

function isSame(kind: Kind, columns: readonly string[]): boolean {
  return kind.columns.toSorted().join('\n') === columns.toSorted().join('\n');
}

function readKinds(): readonly Kind[] {
  try {
    return v.parse(kindsSchema, JSON.parse(localStorage.getItem(KEY) ?? '[]'));
  } catch {
    // Refused, or written by another version.
    return [];
  }
}

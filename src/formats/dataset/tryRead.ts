import { RowError } from './row.ts';

/** What was read, or why it cannot be: a sentence. */
export type Tried<Value> = { readonly value: Value; readonly problem?: never } | { readonly problem: string };

/** Turns a {@link RowError} into a value, for rows that are of use without the faulty part. */
export function tryRead<Value>(read: () => Value): Tried<Value> {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof RowError) return { problem: error.message };
    throw error;
  }
}

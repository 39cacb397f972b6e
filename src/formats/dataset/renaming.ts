import { isBlank } from './judgementValue.ts';
import { ROLES, type Role } from './otherNames.ts';
import { RowError, type Row } from './row.ts';
import { tryRead } from './tryRead.ts';

/** A row as the layouts read it. */
export interface NamedRow {
  readonly row: Row;
  /** What its columns were taken for, and what is not certain. Sentences that many rows share. */
  readonly notes: readonly string[];
}

/** A row while its columns get official names. */
export class Renaming {
  readonly row: Row;
  readonly #notes: string[] = [];
  readonly #put = new Map<string, unknown>();
  /** In the order in which they were found. */
  readonly #renamed = new Map<string, Role>();

  constructor(row: Row) {
    this.row = row;
  }

  /** Of columns that have no official name yet. */
  names(): readonly string[] {
    return Object.keys(this.row.values);
  }

  /** What a column of the row holds. Undefined if it cannot be read: its reader tells. */
  peek(name: string): unknown {
    const tried = tryRead(() => this.row.values[name]);
    return 'value' in tried ? tried.value : undefined;
  }

  isUnreadable(name: string): boolean {
    return 'problem' in tryRead(() => this.row.values[name]);
  }

  /** Whether an official column says something, by its own name or now. */
  holds(name: string): boolean {
    if (this.#put.has(name)) return true;
    return name in this.row.values && (this.isUnreadable(name) || !isBlank(this.peek(name)));
  }

  isRenamed(name: string): boolean {
    return this.#renamed.has(name);
  }

  hasRenamed(): boolean {
    return this.#renamed.size > 0;
  }

  /** The one column that fits. If others fit too, they must hold the same. Throws {@link RowError}. */
  only(role: Role, fits: (name: string, value: unknown) => boolean): string | undefined {
    const found = this.names().filter((name) => !this.#renamed.has(name) && fits(name, this.peek(name)));
    const [first, ...others] = found;
    const other = others.find((name) => this.peek(name) !== this.peek(first ?? ''));
    if (first !== undefined && other !== undefined) throw this.rivals(first, other, role);
    return first;
  }

  rivals(first: string, second: string, role: Role): RowError {
    const { column, words } = ROLES[role];
    return new RowError(
      `"${first}" and "${second}" could both be ${words}. Keep one of them, or call the right one "${column}".`,
    );
  }

  rename(from: string, role: Role, column: string = ROLES[role].column, value: unknown = this.peek(from)): void {
    this.#put.set(column, value);
    this.#renamed.set(from, role);
  }

  put(column: string, value: unknown): void {
    this.#put.set(column, value);
  }

  note(sentence: string): void {
    this.#notes.push(sentence);
  }

  /** The row as it is named so far. */
  current(): Row {
    if (this.#put.size === 0) return this.row;
    // A column that cannot be read throws when somebody asks for it, and not before.
    const descriptors = Object.getOwnPropertyDescriptors(this.row.values);
    const values: Record<string, unknown> = {};
    for (const [name, descriptor] of Object.entries(descriptors)) {
      if (!this.#renamed.has(name) && !this.#put.has(name)) Object.defineProperty(values, name, descriptor);
    }
    for (const [name, value] of this.#put) values[name] = value;
    return { ...this.row, values };
  }

  finish(): NamedRow {
    const said = [...this.#renamed].filter(isTelling).map(([name, role]) => `"${name}" is ${ROLES[role].words}`);
    const notes = said.length === 0 ? this.#notes : [`${said.join(', ')}.`, ...this.#notes];
    return { row: this.current(), notes };
  }
}

/** "edits" are the edits: that is plain. */
function isTelling([name, role]: readonly [string, Role]): boolean {
  return ROLES[role].words !== `the ${name}`;
}

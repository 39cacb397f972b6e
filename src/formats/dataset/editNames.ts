import type { DatasetCandidate } from '../../core/dataset/datasetItem.ts';
import { letterOf } from './ranking.ts';

/** What people may call the edits of a row. */
export interface EditNames {
  readonly count: number;
  /** Single letters name the edits in order, A for the first, and nothing else. */
  readonly hasLettersAlone: boolean;
  /** From 0. Undefined for a text that names no edit, or several. */
  indexOf(name: string): number | undefined;
}

/**
 * A, B…, or the letters given; the names of an edit's columns, its picture and its editing model. Letters of either case. A
 * name that could mean two edits means none.
 */
export function editNames(
  candidates: readonly DatasetCandidate[],
  columns: readonly (readonly string[])[] = [],
  letters: readonly string[] = candidates.map((_, k) => letterOf(k)),
): EditNames {
  return new NamesOfRow(candidates, columns, letters);
}

/** One for each of a million rows, most of which name their edits by letters, if at all: the other names are looked at when asked for. */
class NamesOfRow implements EditNames {
  readonly #candidates: readonly DatasetCandidate[];
  readonly #columns: readonly (readonly string[])[];
  readonly #letters: readonly string[];
  #indices: ReadonlyMap<string, number | undefined> | undefined;

  constructor(
    candidates: readonly DatasetCandidate[],
    columns: readonly (readonly string[])[],
    letters: readonly string[],
  ) {
    this.#candidates = candidates;
    this.#columns = columns;
    this.#letters = letters;
  }

  get count(): number {
    return this.#candidates.length;
  }

  get hasLettersAlone(): boolean {
    return this.#letters.every((letter, k) => letter === letterOf(k)) && !this.#candidates.some(mayBeALetter);
  }

  indexOf(name: string): number | undefined {
    this.#indices ??= indicesOf(this.#candidates, this.#columns, this.#letters);
    return this.#indices.get(keyOf(name));
  }
}

/** A model or a file without an ending may be called "B". */
function mayBeALetter({ image, model }: DatasetCandidate): boolean {
  const { length } = image.name;
  return length < 2 || image.name[length - 2] === '/' || (model !== undefined && model.trim().length === 1);
}

function indicesOf(
  candidates: readonly DatasetCandidate[],
  columns: readonly (readonly string[])[],
  letters: readonly (string | undefined)[],
): Map<string, number | undefined> {
  const indices = new Map<string, number | undefined>();
  for (const [k, { image, model }] of candidates.entries()) {
    const fileName = image.name.split('/').at(-1);
    for (const name of [letters[k], ...(columns[k] ?? []), image.name, fileName, model]) {
      const key = name === undefined ? '' : keyOf(name);
      if (key !== '') indices.set(key, (indices.get(key) ?? k) === k && !isTaken(indices, key) ? k : undefined);
    }
  }
  return indices;
}

/** Of edits that are known by their letters alone. */
export function letterNames(count: number): EditNames {
  const letters = Array.from({ length: count }, (_, k) => letterOf(k));
  const indexOf = (name: string) => {
    const index = letters.indexOf(name.trim().toUpperCase());
    return index === -1 ? undefined : index;
  };
  return { count, hasLettersAlone: true, indexOf };
}

/** By two edits already. */
function isTaken(indices: ReadonlyMap<string, number | undefined>, key: string): boolean {
  return indices.has(key) && indices.get(key) === undefined;
}

function keyOf(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll('\\', '/')
    .replace(/^(\.\/)+/, '');
}

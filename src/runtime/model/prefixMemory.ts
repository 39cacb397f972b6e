import { disposeKeyValues, type KeyValues } from './keyValues.ts';

/**
 * The most that is kept beyond a walk's own peak. One picture of 448 x 448 takes 31 MB in a 7B, and a page shows a
 * handful while its prompt is changed.
 */
const MOST_BYTES = 128 * 2 ** 20;

interface KeptPrefix {
  readonly keyValues: KeyValues;
  readonly byteLength: number;
}

/**
 * Keys and values of the roots that were walked last, for a request that begins with them again. Candidates often come
 * one by one, and instructions are changed. If a source is shown first there is one root; else each picture is one.
 */
export class PrefixMemory {
  /** The one kept last comes last. */
  readonly #kept = new Map<string, KeptPrefix>();
  #byteLimit = 0;

  /**
   * Before a walk: drops what none of its roots begins with. `freeBytes` are left of the memory budget at the walk's peak.
   */
  retain(prefixes: readonly string[], freeBytes: number): void {
    this.#byteLimit = Math.min(MOST_BYTES, freeBytes);
    const wanted = new Set(prefixes);
    for (const prefix of this.#kept.keys()) if (!wanted.has(prefix)) this.#drop(prefix);
  }

  /**
   * A root begins: hands over what is kept of its `prefix`, which is a part of the walk's peak. Of the others, those
   * that fit beside it stay. The one that was kept last goes first, since a walk over the same roots would need it
   * last.
   */
  take(prefix: string): KeyValues | undefined {
    const taken = this.#kept.get(prefix)?.keyValues;
    this.#kept.delete(prefix);
    for (const latest of [...this.#kept.keys()].toReversed()) {
      if (this.#byteLength() <= this.#byteLimit) break;
      this.#drop(latest);
    }
    return taken;
  }

  /** A root is done: takes its `keyValues` over. They were a part of the walk's peak until now. */
  keep(prefix: string, keyValues: KeyValues, byteLength: number): void {
    this.#kept.set(prefix, { keyValues, byteLength });
  }

  clear(): void {
    for (const prefix of this.#kept.keys()) this.#drop(prefix);
  }

  #drop(prefix: string): void {
    const kept = this.#kept.get(prefix);
    this.#kept.delete(prefix);
    if (kept) disposeKeyValues(kept.keyValues);
  }

  #byteLength(): number {
    return [...this.#kept.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
  }
}

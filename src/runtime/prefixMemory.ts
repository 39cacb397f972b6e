import { disposeKeyValues, type KeyValues } from './keyValues.ts';

/**
 * Keys and values of the source that was scored last, for the request that has it again: candidates often come one by one,
 * and instructions are changed. It takes no memory beside a walk's own peak, since a walk begins with taking it or dropping it.
 */
export class PrefixMemory {
  #kept: { readonly prefix: string; readonly keyValues: KeyValues } | undefined;

  /** Hands over what is kept of `prefix`; drops what is kept of another one. */
  take(prefix: string): KeyValues | undefined {
    const kept = this.#kept;
    if (kept?.prefix !== prefix) {
      this.clear();
      return undefined;
    }
    this.#kept = undefined;
    return kept.keyValues;
  }

  /** Takes `keyValues` over, in place of any that were kept. */
  keep(prefix: string, keyValues: KeyValues): void {
    this.clear();
    this.#kept = { prefix, keyValues };
  }

  clear(): void {
    if (this.#kept) disposeKeyValues(this.#kept.keyValues);
    this.#kept = undefined;
  }
}

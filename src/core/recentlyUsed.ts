export interface RecentlyUsedOptions<Value> {
  /** The most that all values may measure together. */
  readonly capacity: number;
  /** Default: each measures 1. */
  readonly sizeOf?: (value: Value) => number;
  /** A value is out of memory: it had to make room. */
  readonly onEvict?: (value: Value) => void;
}

/** Values by key, as many as there is room for. What was not used for longest makes room first. */
export class RecentlyUsed<Value> {
  /** The one used last comes last. */
  readonly #values = new Map<string, Value>();
  readonly #capacity: number;
  readonly #sizeOf: (value: Value) => number;
  readonly #onEvict: ((value: Value) => void) | undefined;

  constructor({ capacity, sizeOf = () => 1, onEvict }: RecentlyUsedOptions<Value>) {
    this.#capacity = capacity;
    this.#sizeOf = sizeOf;
    this.#onEvict = onEvict;
  }

  /** Counts as a use. */
  get(key: string): Value | undefined {
    const value = this.#values.get(key);
    if (value !== undefined) this.#touch(key, value);
    return value;
  }

  /** Does not count as a use. */
  peek(key: string): Value | undefined {
    return this.#values.get(key);
  }

  /** What is larger than all the room there is does not stay either. */
  set(key: string, value: Value): void {
    this.#touch(key, value);
    let size = [...this.#values.values()].reduce((sum, each) => sum + this.#sizeOf(each), 0);
    for (const [oldest, evicted] of this.#values) {
      if (size <= this.#capacity) break;
      this.#values.delete(oldest);
      size -= this.#sizeOf(evicted);
      this.#onEvict?.(evicted);
    }
  }

  delete(key: string): void {
    this.#values.delete(key);
  }

  /** Lets go of all. */
  clear(): void {
    for (const value of this.#values.values()) this.#onEvict?.(value);
    this.#values.clear();
  }

  #touch(key: string, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
  }
}

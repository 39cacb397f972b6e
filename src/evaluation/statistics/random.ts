/**
 * Random numbers that a seed repeats on every machine: xoshiro128** (Blackman and Vigna 2018, "Scrambled linear
 * pseudorandom number generators"), with its state filled by splitmix32. Streams of one seed are independent of each
 * other, so the k-th thing drawn does not depend on how many are.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /** `seed` and `stream` are whole numbers from 0 below 2^32. */
  constructor(seed: number, stream = 0) {
    const mixed = splitmix(Math.imul(stream, 0x85ebca6b) ^ splitmix(seed));
    this.#a = splitmix(mixed);
    this.#b = splitmix(mixed + 1);
    this.#c = splitmix(mixed + 2);
    this.#d = splitmix(mixed + 3);
  }

  /** A real number in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.#uniform();
  }

  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor((high - low + 1) * this.#uniform());
  }

  /** Throws `RangeError` when there is nothing to pick from. */
  pick<Item>(items: readonly Item[]): Item {
    const index = this.integer(0, items.length - 1);
    if (index in items) return items[index] as Item;
    throw new RangeError('There is nothing to pick from.');
  }

  /** All items in a random order (Fisher and Yates). */
  shuffled<Item>(items: readonly Item[]): Item[] {
    const rest = [...items];
    return items.map(() => rest.splice(this.integer(0, rest.length - 1), 1)).flat();
  }

  /** A standard normal number (Box and Muller 1958). */
  normal(): number {
    // 1 - uniform is never 0.
    return Math.sqrt(-2 * Math.log(1 - this.#uniform())) * Math.cos(2 * Math.PI * this.#uniform());
  }

  /** In [0, 1), with 32 random bits. */
  #uniform(): number {
    const result = Math.imul(rotate(Math.imul(this.#b, 5), 7), 9);
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotate(this.#d, 11);
    return (result >>> 0) / 2 ** 32;
  }
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** The splitmix step with 32 bits: the golden ratio added, then mixed as MurmurHash3 ends. */
function splitmix(word: number): number {
  let mixed = (word + 0x9e3779b9) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

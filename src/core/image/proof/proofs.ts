/**
 * What a platform has proven, by name. Each proof is made when it is first asked for, and what it shows is remembered. One that
 * throws has shown nothing: it counts as failed, and is made again when it is asked for next.
 */
export class Proofs {
  readonly #results = new Map<string, Promise<boolean>>();

  holds(name: string, prove: () => Promise<boolean>): Promise<boolean> {
    const known = this.#results.get(name);
    if (known !== undefined) return known;
    const result = prove().catch(() => {
      this.#results.delete(name);
      return false;
    });
    this.#results.set(name, result);
    return result;
  }
}

/** What a platform has proven, by name. Each proof is made once, when it is first asked for; one that throws has failed. */
export class Proofs {
  readonly #results = new Map<string, Promise<boolean>>();

  holds(name: string, prove: () => Promise<boolean>): Promise<boolean> {
    const known = this.#results.get(name);
    if (known !== undefined) return known;
    const result = prove().catch(() => false);
    this.#results.set(name, result);
    return result;
  }
}

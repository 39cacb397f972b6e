/**
 * Groups of pictures that have been together in any request, by way of others too. A trial that keeps groups apart never has the
 * same picture on both sides (union and find, Tarjan 1975).
 */
export class PictureGroups {
  readonly #parents = new Map<string, string>();

  /** All of these belong together. */
  join(pictures: readonly string[]): void {
    const [first, ...others] = pictures;
    if (first === undefined) return;
    const root = this.groupOf(first);
    for (const other of others) this.#parents.set(this.groupOf(other), root);
  }

  /** The same for all pictures of a group. */
  groupOf(picture: string): string {
    let root = picture;
    for (
      let parent = this.#parents.get(root);
      parent !== undefined && parent !== root;
      parent = this.#parents.get(root)
    ) {
      root = parent;
    }
    // The next search is a step long.
    this.#parents.set(picture, root);
    return root;
  }
}

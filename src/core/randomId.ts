/** A name that nothing else has. `crypto.randomUUID` is not there outside secure contexts, where all else works the same. */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16)).join('-');
}

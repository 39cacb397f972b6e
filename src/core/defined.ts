/** The value. Throws if there is none. `missing` is a sentence about what should have been there. */
export function defined<T>(value: T | undefined, missing: string): T {
  if (value !== undefined) return value;
  throw new Error(missing);
}

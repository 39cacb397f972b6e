/** The value. Throws where there is none: `missing` says what should have been there, as a sentence. */
export function defined<T>(value: T | undefined, missing: string): T {
  if (value !== undefined) return value;
  throw new Error(missing);
}

/** A candidate of an item: the item's line in its file, and the place among its candidates from 0. */
export interface CandidateKey {
  readonly line: number;
  readonly candidate: number;
}

/** As one text, by which outcomes are found. */
export function entryKey({ line, candidate }: CandidateKey): string {
  return `${line}/${candidate}`;
}

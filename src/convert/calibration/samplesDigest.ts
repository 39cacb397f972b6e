import { digestText } from '../../core/bytes/sha256.ts';

/** A sample by what is in it: its text, and the SHA-256 of its encoded pictures, the source first. */
export interface DigestedSample {
  readonly instruction: string;
  readonly sha256: readonly string[];
}

/** Stands for samples and for their order, wherever they come from: command line and page have the same for the same. */
export function samplesDigest(samples: readonly DigestedSample[]): Promise<string> {
  return digestText(JSON.stringify(samples.map(({ instruction, sha256 }) => [instruction, ...sha256])));
}

import { writeTaste } from '../../taste/package/tasteFile.ts';
import type { TasteTraining } from '../../taste/package/tasteSchema.ts';

export const TRAINING: TasteTraining = {
  kind: 'recalibration',
  loss: 'chance',
  seed: 1,
  dataset: { name: 'blind votes', sha256: '0'.repeat(64) },
  votes: 60,
  grades: 0,
  sources: 30,
};

export const HELD_OUT: NonNullable<TasteTraining['heldOut']> = {
  votes: 60,
  ordered: 60,
  sources: 30,
  original: { value: 0.7, interval: { low: 0.575, high: 0.801 } },
  taste: { value: 0.9, interval: { low: 0.799, high: 0.953 } },
  gain: { value: 0.2, interval: { low: 0.081, high: 0.33 } },
  errorGain: { value: 0.05, interval: { low: 0.01, high: 0.09 } },
  isBetter: true,
  isCertain: true,
};

/** The file of a taste with one head of one number. */
export function sampleTaste(name: string, manifestSha256 = 'a'.repeat(64)): Promise<Uint8Array<ArrayBuffer>> {
  const header = {
    schemaVersion: 1,
    name,
    parent: { id: 'sample', manifestSha256 },
    heads: [{ key: 'overall', firstLayer: 0, shapes: [[1, 1]] as [number, number][] }],
    shares: [1],
    training: TRAINING,
    selfTest: { seed: 1, expected: { overall: { mu: 0, logSigma: 0 } } },
  } as const;
  const layer = { weight: { values: new Float32Array([2]), rows: 1, columns: 1 }, bias: new Float32Array([0]) };
  return writeTaste({ ...header, heads: [...header.heads], shares: [...header.shares] }, [[layer]]);
}

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

import { at } from '../../core/at.ts';
import type { ModelPackage } from '../../packages/modelPackage.ts';
import type { Recalibration } from '../recalibration/recalibrate.ts';
import type { HeadLayers } from '../network/headLayers.ts';
import type { TasteHeads } from '../tasteHeads.ts';
import { drawnScores, SELF_TEST_SEED } from './applyTaste.ts';
import { writeTaste } from './tasteFile.ts';
import type { TasteTraining } from './tasteSchema.ts';
import { TASTE_SCHEMA_VERSION } from './tasteSchema.ts';

/** Heads that were trained, and how many of each head's first layers stay the parent's. */
export interface TrainedHeads extends TasteHeads {
  readonly firstLayer: number;
}

/** All but the last layers are the parent's. */
export function recalibratedHeads({ heads }: TasteHeads, { layers, shares }: Recalibration): TrainedHeads {
  const firstLayer = at(heads, 0).length - 1;
  const joined = heads.map((own, head) => [...own.slice(0, firstLayer), singles(at(layers, head))]);
  return { heads: joined, shares, firstLayer };
}

/** As the file keeps it, so that the self-test expects what the file gives. */
function singles({ weight, bias }: HeadLayers[number]): HeadLayers[number] {
  return { weight: { ...weight, values: Float32Array.from(weight.values) }, bias: Float32Array.from(bias) };
}

/** The file of a taste. */
export async function makeTaste(
  name: string,
  { manifest, manifestSha256 }: Pick<ModelPackage, 'manifest' | 'manifestSha256'>,
  trained: TrainedHeads,
  training: TasteTraining,
): Promise<Uint8Array<ArrayBuffer>> {
  const layers = trained.heads.map((head) => head.slice(trained.firstLayer));
  return writeTaste(
    {
      schemaVersion: TASTE_SCHEMA_VERSION,
      name,
      parent: { id: manifest.id, manifestSha256 },
      heads: layers.map((own, head) => ({
        key: at(manifest.heads, head).key,
        firstLayer: trained.firstLayer,
        shapes: own.map(({ weight }): [number, number] => [weight.rows, weight.columns]),
      })),
      shares: [...trained.shares],
      training,
      selfTest: { seed: SELF_TEST_SEED, expected: { ...drawnScores(trained, manifest.heads, SELF_TEST_SEED) } },
    },
    layers,
  );
}

import type { Dtype } from '../../core/modelPackage/manifest.ts';
import type { Library } from '../keptModels/library.ts';

/** Where this browser is with a published checkpoint. */
export type KnownState = 'absent' | 'begun' | 'converting' | 'kept';

/** `checkpoint`: its repository, whose last part names conversions of it. */
export function stateOfKnown({ contents, transfers }: Library, checkpoint: string, dtype: Dtype): KnownState {
  const name = checkpoint.split('/').at(-1);
  const isUnderWay = transfers.some(({ stage, label, error }) => stage === 'converting' && label === name && !error);
  const begun = contents?.conversions.filter((one) => one.name === name) ?? [];
  if (isUnderWay || begun.some(({ busy }) => busy)) return 'converting';
  if (contents?.models.some((model) => model.complete && model.manifest.source.repository === checkpoint))
    return 'kept';
  // The card converts without pictures.
  return begun.some((one) => one.dtype === dtype && !one.calibrated) ? 'begun' : 'absent';
}

import { formatBytes } from '../core/formatNumbers.ts';
import { keyValueBytesPerLayer, peakHeldTokens } from '../core/plan/keyValueBytes.ts';
import type { PlanNode } from '../core/plan/scoringPlan.ts';
import { DeviceError } from './deviceError.ts';
import type { ScoringModel } from './scoringModel.ts';

/**
 * Before anything runs: whether what a walk of the plan holds at most fits into the memory budget. Throws a
 * {@link DeviceError} of too little memory, upon which a resident model is loaded streamed.
 */
export function checkKeyValueRoom(
  { manifest, keyValueRoom }: Pick<ScoringModel, 'manifest' | 'keyValueRoom'>,
  plan: readonly PlanNode[],
): void {
  const needed = peakHeldTokens(plan) * keyValueRoom.layers * keyValueBytesPerLayer(manifest);
  if (needed <= keyValueRoom.byteLength) return;
  throw new DeviceError(
    `The keys and values of this request take ${formatBytes(needed)}, and beside the model the memory budget leaves ` +
      `${formatBytes(keyValueRoom.byteLength)}. Allow more memory, or choose a smaller model.`,
    { isOutOfMemory: true },
  );
}

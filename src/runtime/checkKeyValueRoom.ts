import { formatBytes } from '../core/formatNumbers.ts';
import { keyValueBytesPerLayer, peakHeldTokens } from '../core/plan/keyValueBytes.ts';
import type { PlanNode } from '../core/plan/scoringPlan.ts';
import { DeviceError } from './deviceError.ts';
import type { ScoringModel } from './scoringModel.ts';

type ModelRoom = Pick<ScoringModel, 'manifest' | 'keyValueRoom'>;

/** What keys and values of so many tokens take of the device at a time. */
export function keyValueBytes({ manifest, keyValueRoom }: ModelRoom, tokens: number): number {
  return tokens * keyValueRoom.layers * keyValueBytesPerLayer(manifest);
}

/** What a walk of the plan leaves of the memory budget at its peak; less than nothing when it does not fit. */
export function freeKeyValueBytes(model: ModelRoom, plan: readonly PlanNode[]): number {
  return model.keyValueRoom.byteLength - keyValueBytes(model, peakHeldTokens(plan));
}

/**
 * Before anything runs: whether what a walk of the plan holds at most fits into the memory budget. Throws a
 * {@link DeviceError} of too little memory, upon which a resident model is loaded streamed.
 */
export function checkKeyValueRoom(model: ModelRoom, plan: readonly PlanNode[]): void {
  if (freeKeyValueBytes(model, plan) >= 0) return;
  throw new DeviceError(
    `The keys and values of this request take ${formatBytes(keyValueBytes(model, peakHeldTokens(plan)))}, and beside the ` +
      `model the memory budget leaves ${formatBytes(model.keyValueRoom.byteLength)}. Allow more memory, or choose a smaller ` +
      'model.',
    { isOutOfMemory: true },
  );
}

import { workspaceBytes } from '../../core/fit/memoryNeeds.ts';
import type { CountedRequest } from '../../core/fit/nominalRequest.ts';
import { formatBytes } from '../../core/formatNumbers.ts';
import { keyValueBytesPerLayer, peakHeldTokens } from '../../core/plan/keyValueBytes.ts';
import { DeviceError } from '../model/deviceError.ts';
import type { ScoringModel } from '../model/scoringModel.ts';

type ModelRoom = Pick<ScoringModel, 'manifest' | 'backend' | 'room'>;

/** What keys and values of so many tokens take of the device at a time. */
export function keyValueBytes({ manifest, room }: ModelRoom, tokens: number): number {
  return tokens * room.layers * keyValueBytesPerLayer(manifest);
}

/** About what a walk takes beside the weights at its peak: activations, and the keys and values that it holds. */
function peakBytes(model: ModelRoom, request: CountedRequest): number {
  return (
    workspaceBytes(model.manifest, model.backend.variant, request) + keyValueBytes(model, peakHeldTokens(request.plan))
  );
}

/** What a walk leaves of the memory budget at its peak. Below zero when it does not fit. */
export function freeBytes(model: ModelRoom, request: CountedRequest): number {
  return model.room.byteLength - peakBytes(model, request);
}

/**
 * Before anything runs: whether what a walk takes at most fits into the memory budget. Throws a {@link DeviceError} of too
 * little memory, upon which a resident model is loaded streamed.
 */
export function checkRoom(model: ModelRoom, request: CountedRequest): void {
  if (freeBytes(model, request) >= 0) return;
  const { minPixels, maxPixels } = model.manifest.imageProcessor;
  const advice = minPixels < maxPixels ? 'Limit the size of pictures, allow' : 'Allow';
  throw new DeviceError(
    `This request takes about ${formatBytes(peakBytes(model, request))} of memory beside the model, and the memory budget ` +
      `leaves ${formatBytes(model.room.byteLength)}. ${advice} more memory, or choose a smaller model.`,
    { isOutOfMemory: true },
  );
}

import { WASM_BUDGET_BYTES } from '../../core/fit/assessFit.ts';
import { memoryNeeds } from '../../core/fit/memoryNeeds.ts';
import { limitPixels } from '../../core/image/modelInput/sizeForModel.ts';
import type { GraphVariant, Manifest } from '../../core/modelPackage/manifest.ts';
import type { LoadOptions } from '../../core/loading/loadOptions.ts';
import type { Provider, Residency } from '../../core/loading/device.ts';

/** What of a load decides how much memory there is, and how much is needed. */
export type MemoryOptions = Pick<LoadOptions, 'residency' | 'gpuBudgetBytes' | 'maxPixels'>;

/** How to keep the weights on a device. The second way is for a device that has too little memory after all. */
export function planResidency(
  manifest: Manifest,
  { provider, variant }: { readonly provider: Provider; readonly variant: GraphVariant },
  { residency = 'auto', gpuBudgetBytes = Infinity, maxPixels }: MemoryOptions,
): Residency[] {
  if (residency !== 'auto') return [residency];
  const budget = memoryBudget(provider, gpuBudgetBytes);
  const limited = { ...manifest, imageProcessor: limitPixels(manifest.imageProcessor, maxPixels) };
  return memoryNeeds(limited, variant).residentBytes <= budget ? ['resident', 'streamed'] : ['streamed'];
}

/** Bytes that model and work may take on a device. */
export function memoryBudget(provider: Provider, gpuBudgetBytes = Infinity): number {
  return { webgpu: gpuBudgetBytes, wasm: WASM_BUDGET_BYTES, cpu: Infinity }[provider];
}

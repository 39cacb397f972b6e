import { WASM_BUDGET_BYTES } from '../core/fit/assessFit.ts';
import { memoryNeeds } from '../core/fit/memoryNeeds.ts';
import type { Manifest } from '../core/modelPackage/manifest.ts';
import type { LoadOptions, Provider, Residency } from '../rpc/scorerApi.ts';

/** How to keep the weights on a device; what to try next when it has too little memory after all. */
export function planResidency(
  manifest: Manifest,
  provider: Provider,
  { residency = 'auto', gpuBudgetBytes = Infinity }: Pick<LoadOptions, 'residency' | 'gpuBudgetBytes'>,
): Residency[] {
  if (residency !== 'auto') return [residency];
  const budget = memoryBudget(provider, gpuBudgetBytes);
  return memoryNeeds(manifest).residentBytes <= budget ? ['resident', 'streamed'] : ['streamed'];
}

/** Bytes that model and work may take on a device. */
export function memoryBudget(provider: Provider, gpuBudgetBytes = Infinity): number {
  return { webgpu: gpuBudgetBytes, wasm: WASM_BUDGET_BYTES, cpu: Infinity }[provider];
}

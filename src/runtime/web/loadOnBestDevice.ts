import type { LoadOptions } from '../../core/loading/loadOptions.ts';
import type { ModelPackage } from '../../packages/modelPackage.ts';
import type { DeviceChoice } from '../trust/deviceChoice.ts';
import { loadTrustedModel, type TrustedModel } from '../trust/trustedModel.ts';
import { describeAdapter } from './adapter.ts';
import { deviceChoices } from './deviceChoices.ts';
import type { LoadProgressTracker } from './loadProgress.ts';
import { markStage } from './markStage.ts';
import { wayMemory } from './wayMemory.ts';

/** Loads a package on the best device that this browser has for it, and remembers in which way that went well. */
export async function loadOnBestDevice(
  modelPackage: ModelPackage,
  options: LoadOptions,
  progress: LoadProgressTracker,
  signal: AbortSignal,
): Promise<TrustedModel> {
  const trusted = await loadTrustedModel(modelPackage, findDevices(options, modelPackage, signal), {
    memory: options,
    signal,
    onTry: () => progress.start(modelPackage.byteLength),
    onBytes: progress.onRead,
    onSelfTest: () => {
      markStage('sessions created');
      progress.onSelfTest();
    },
  });
  const { provider, features, variant } = trusted.model.backend;
  const adapter = provider === 'webgpu' ? await describeAdapter() : undefined;
  if (adapter) await wayMemory.remember(adapter.key, modelPackage.manifestSha256, { features, variant });
  return trusted;
}

async function findDevices(
  options: LoadOptions,
  modelPackage: ModelPackage,
  signal: AbortSignal,
): Promise<readonly DeviceChoice[]> {
  const choices = await deviceChoices(options, modelPackage, signal);
  markStage('devices known');
  return choices;
}

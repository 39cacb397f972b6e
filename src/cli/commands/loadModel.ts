import type { ReportedModel } from '../../core/score/scoreReport.ts';
import type { ScoringModel } from '../../runtime/model/scoringModel.ts';
import { FUSED_FIRST, type DeviceChoice } from '../../runtime/trust/deviceChoice.ts';
import { loadTrustedModel } from '../../runtime/trust/trustedModel.ts';
import type { ModelPackage } from '../../packages/modelPackage.ts';
import { createNodeBackend } from '../nodeBackend.ts';
import type { ProgressDisplay } from '../progressDisplay.ts';

/** Loads a package from the folder `path` onto the CPU and runs its self-test. Throws as `loadTrustedModel` does. */
export async function loadModel(
  modelPackage: ModelPackage,
  path: string,
  display: ProgressDisplay,
  signal: AbortSignal,
  maxPixels?: number,
): Promise<ScoringModel> {
  let done = 0;
  const total = modelPackage.byteLength;
  const onBytes = (byteLength: number): void => {
    done += byteLength;
    display.show({ label: 'Loading the model', unit: 'bytes', done, total });
  };
  const device: DeviceChoice = {
    provider: 'cpu',
    features: [],
    variants: FUSED_FIRST,
    create: async (variant) => createNodeBackend(path, { variant }),
  };
  return (
    await loadTrustedModel(modelPackage, [device], {
      signal,
      onBytes,
      memory: { ...(maxPixels !== undefined && { maxPixels }) },
    })
  ).model;
}

/** What a report says of a package. */
export function describeModel({ manifest, manifestSha256 }: ModelPackage): ReportedModel {
  const { id, dtype, source } = manifest;
  return { id, dtype, revision: source.revision, manifestSha256 };
}

import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import { operatorsOf } from '../../core/loading/operators.ts';
import type { ReferenceSet } from '../../core/reference/referenceSet.ts';
import type { ModelPackage } from '../../packages/modelPackage.ts';
import { limitInForce } from '../model/limitInForce.ts';
import { attemptWarnings } from './attemptWarnings.ts';
import type { TrustedModel } from './trustedModel.ts';

/** What is told of a model that may score. */
export function describeModel(
  { manifest, byteLength, manifestSha256 }: ModelPackage,
  { model, attempts }: TrustedModel,
  reference?: ReferenceSet,
): ModelStatus {
  const { backend, residency } = model;
  const { provider, description, features, variant } = backend;
  return {
    model: {
      id: manifest.id,
      title: manifest.model.title,
      task: manifest.task,
      heads: manifest.heads.map(({ key, label }) => ({ key, label })),
      orientation: manifest.imageProcessor.orientation,
      dtype: manifest.dtype,
      revision: manifest.source.revision,
      licence: manifest.licence,
      limits: manifest.limits,
      byteLength,
      manifestSha256,
      imageProcessor: manifest.imageProcessor,
      pixels: { least: manifest.imageProcessor.minPixels, most: manifest.imageProcessor.maxPixels },
      maxPixels: limitInForce(model),
      ...(reference && { reference }),
    },
    device: { provider, description, features, operators: operatorsOf(variant), residency },
    selfTest: attempts,
    warnings: attemptWarnings(attempts),
  };
}

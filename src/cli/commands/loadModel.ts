import { join } from 'node:path';
import { limitPixels } from '../../core/image/modelInput/sizeForModel.ts';
import type { ReportedModel } from '../../core/score/scoreReport.ts';
import type { ModelPackage } from '../../packages/modelPackage.ts';
import { limitInForce } from '../../runtime/model/limitInForce.ts';
import type { AppliedTaste } from '../../taste/package/applyTaste.ts';
import { LiveModel } from '../liveModel.ts';
import type { ProgressDisplay } from '../progressDisplay.ts';
import { cacheFolder } from '../trust/cacheFolder.ts';
import { createTrustFiles } from '../trust/trustFiles.ts';
import type { DeviceWish } from './deviceArgs.ts';

/** What to load, and on what. */
export interface ModelToLoad {
  readonly modelPackage: ModelPackage;
  /** Its folder. */
  readonly path: string;
  readonly wish: DeviceWish;
  readonly maxPixels?: number | undefined;
  readonly taste?: AppliedTaste | undefined;
}

/** Loads a package onto the device that is wished for, and runs its self-test. Throws as `loadTrustedModel` does. */
export async function loadModel(
  { modelPackage, path, wish, maxPixels, taste }: ModelToLoad,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<LiveModel> {
  let done = 0;
  const total = modelPackage.byteLength;
  const onBytes = (byteLength: number): void => {
    done = Math.min(total, done + byteLength);
    display.show({ label: 'Loading the model', unit: 'bytes', done, total });
  };
  const onNotice = (sentence: string): void => {
    done = 0;
    display.clear();
    console.error(`editreward: ${sentence}`);
  };
  const { device, adapter, selfTest } = wish;
  const trust = createTrustFiles(join(cacheFolder(), 'self-tests'), selfTest);
  return LiveModel.load({ modelPackage, path, device, adapter, maxPixels, taste, trust, onBytes, onNotice }, signal);
}

/** What a report says of a package. */
export function describeModel({ manifest, manifestSha256 }: ModelPackage): ReportedModel {
  const { id, dtype, source, limits } = manifest;
  return { id, dtype, revision: source.revision, manifestSha256, limits };
}

/** A limit on the size of pictures makes another model of it, and so does a taste: see `isSameModel`. */
export function describeLimited(
  modelPackage: ModelPackage,
  maxPixels: number | undefined,
  taste?: AppliedTaste,
): ReportedModel {
  const { manifest } = modelPackage;
  const imageProcessor = limitPixels(manifest.imageProcessor, maxPixels);
  const described = { ...describeModel(modelPackage), maxPixels: limitInForce({ manifest, imageProcessor }) };
  return taste ? { ...described, taste: { name: taste.name, sha256: taste.sha256 } } : described;
}

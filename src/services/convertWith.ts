import type { Calibration } from '../convert/calibration/calibration.ts';
import { detectReward } from '../convert/checkpointReward.ts';
import { convertCheckpoint } from '../convert/convert.ts';
import type { EncodePool } from '../convert/rowEncoder.ts';
import type { FileFolder } from '../core/bytes/bytes.ts';
import { layeredFolder } from '../core/bytes/layeredFolder.ts';
import type { ConversionRequest } from '../core/keptModels/conversionRequest.ts';
import type { Manifest, SelfTest } from '../core/modelPackage/manifest.ts';
import type { Backend } from '../runtime/model/session.ts';
import { whyNoPrompts } from '../runtime/trust/whyNoPrompts.ts';
import { measureSelfTest } from '../runtime/trust/measureSelfTest.ts';
import type { ConvertHooks, ConvertInto } from '../storage/convertInto.ts';
import { browserCalibration, type CalibrationPlatform } from './browserCalibration.ts';
import { loadPrompts, openSource } from './conversionSources.ts';

/** What a conversion needs of the browser: its backend is the device of the self-test and of calibrating. */
export interface ConversionPlatform extends CalibrationPlatform {
  readonly createPool: () => EncodePool;
}

/**
 * Converts what the page asks for: `src/convert` on all threads, then the self-test. Throws the errors of
 * `convertCheckpoint`, and those of locations, downloads and prompts.
 */
export function convertWith(platform: ConversionPlatform): ConvertInto {
  return async (request, out, hooks) => {
    const { signal } = hooks;
    const { createPool, createBackend } = platform;
    const { dtype, name, licence } = request;
    const checkpoint = await openSource(request.checkpoint, signal);
    const base = await Promise.all(request.base.map((folder) => openSource(folder, signal)));
    const given = request.prompts && (await openSource(request.prompts, signal)).folder;
    const prompts = await loadPrompts(given, () => detectReward(checkpoint.folder), signal);
    const calibration = await calibrationOf(request, checkpoint.folder, out, platform, hooks);
    const pool = createPool();
    try {
      await convertCheckpoint(
        {
          checkpoint: checkpoint.folder,
          base: layeredFolder(...(base.length > 0 ? base : [checkpoint]).map(({ folder }) => folder)),
          prompts,
          dtype,
          symmetric: false,
          id: name,
          repository: request.repository ?? checkpoint.repository,
          revision: request.revision ?? checkpoint.revision,
          licence,
          calibration,
        },
        out,
        {
          signal,
          encoder: pool.encoder,
          checkSpace: hooks.checkSpace,
          onProgress: ({ stage, done, total }) => hooks.onProgress(stage, done, total),
          whyNoPrompts,
          measureSelfTest: async (manifest) => runSelfTest(manifest, out, await createBackend(), hooks),
        },
      );
    } finally {
      await pool.close();
    }
  };
}

/** Looked at before anything is written. */
async function calibrationOf(
  { calibration }: ConversionRequest,
  checkpoint: FileFolder,
  out: FileFolder,
  platform: CalibrationPlatform,
  { signal, onProgress }: ConvertHooks,
): Promise<Calibration | undefined> {
  if (!calibration) return undefined;
  const onJudged = (done: number, total: number) => onProgress('judging', done, total);
  return browserCalibration(calibration, await detectReward(checkpoint), out, platform, {
    signal,
    onProgress: onJudged,
  });
}

function runSelfTest(
  manifest: Manifest,
  folder: FileFolder,
  backend: Backend,
  { signal, onProgress }: ConvertHooks,
): Promise<SelfTest['expected']> {
  const totalBytes = manifest.files.reduce((sum, { byteLength }) => sum + byteLength, 0);
  let doneBytes = 0;
  const onBytes = (byteLength: number) => onProgress('self-test', (doneBytes += byteLength), totalBytes);
  return measureSelfTest({ manifest, folder }, backend, { signal, onBytes });
}

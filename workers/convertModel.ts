/** A conversion in the browser: `src/convert` on all cores, its self-test on the CPU. */
import { detectReward } from '../src/convert/checkpointReward.ts';
import { convertCheckpoint } from '../src/convert/convert.ts';
import { downloadPrompts, parsePromptJson, readPrompts, type PromptTexts } from '../src/convert/promptSource.ts';
import type { Reward } from '../src/convert/rewards/reward.ts';
import { readPythonText } from '../src/convert/textFile.ts';
import type { FileFolder } from '../src/core/bytes/bytes.ts';
import { layeredFolder } from '../src/core/bytes/layeredFolder.ts';
import type { Manifest, SelfTest } from '../src/core/modelPackage/manifest.ts';
import type { SourceFolder } from '../src/rpc/modelStoreApi.ts';
import { loadScoringModel } from '../src/runtime/model/scoringModel.ts';
import { expectedRewards, scoreSelfTest } from '../src/runtime/trust/selfTest.ts';
import { createWasmBackend } from '../src/runtime/web/wasmBackend.ts';
import { blobFolder } from '../src/packages/blobFolder.ts';
import type { ConvertHooks, ConvertInto } from '../src/storage/convertInto.ts';
import { explainedFetch } from '../src/packages/fetchRange.ts';
import { rangeFolder } from '../src/packages/rangeFolder.ts';
import { pinLocation } from '../src/packages/remoteLocation.ts';
import { createEncodePool } from './encodePool.ts';

/** Throws the errors of `convertCheckpoint`, and those of locations, downloads and prompts. */
export const convertModel: ConvertInto = async (request, out, hooks) => {
  const { signal } = hooks;
  const { dtype, name, licence } = request;
  const checkpoint = await openFolder(request.checkpoint, signal);
  const base = await Promise.all(request.base.map((folder) => openFolder(folder, signal)));
  const given = request.prompts && (await openFolder(request.prompts, signal)).folder;
  const prompts = await loadPrompts(given, () => detectReward(checkpoint.folder), signal);
  const pool = createEncodePool();
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
      },
      out,
      {
        signal,
        encoder: pool.encoder,
        onProgress: ({ stage, done, total }) => hooks.onProgress(stage, done, total),
        measureSelfTest: (manifest) => measureSelfTest(manifest, out, hooks),
      },
    );
  } finally {
    pool.close();
  }
};

interface OpenedFolder {
  readonly folder: FileFolder;
  readonly repository?: string;
  readonly revision?: string;
}

async function openFolder(from: SourceFolder, signal: AbortSignal): Promise<OpenedFolder> {
  if (from.kind === 'files') return { folder: blobFolder('the chosen folder', from.files) };
  const { origin, baseUrl } = await pinLocation(from, signal);
  const folder = rangeFolder(baseUrl, { signal });
  return origin.kind === 'url' ? { folder } : { folder, repository: origin.repository, revision: origin.revision };
}

async function loadPrompts(
  folder: FileFolder | undefined,
  detect: () => Promise<Reward>,
  signal: AbortSignal,
): Promise<PromptTexts> {
  if (!folder) {
    const loaded = await downloadPrompts(await detect(), async (url) => (await explainedFetch(url, signal)).text());
    return loaded.texts;
  }
  const json = await folder.open('prompts.json');
  return json ? parsePromptJson(await readPythonText(json)) : (await readPrompts(folder, await detect())).texts;
}

/** Shards pass through memory one at a time: a conversion must not need the memory of the whole model. */
async function measureSelfTest(
  manifest: Manifest,
  folder: FileFolder,
  { signal, onProgress }: ConvertHooks,
): Promise<SelfTest['expected']> {
  const totalBytes = manifest.files.reduce((sum, { byteLength }) => sum + byteLength, 0);
  let doneBytes = 0;
  const onBytes = (byteLength: number) => onProgress('self-test', (doneBytes += byteLength), totalBytes);
  const options = { residency: 'streamed', signal, onBytes } as const;
  const model = await loadScoringModel({ manifest, folder, verified: true }, await createWasmBackend(), options);
  try {
    return expectedRewards(await scoreSelfTest(model, signal));
  } finally {
    await model.dispose();
  }
}

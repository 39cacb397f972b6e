import { downloadPrompts, parsePromptJson, readPrompts, type PromptTexts } from '../convert/promptSource.ts';
import type { Reward } from '../convert/rewards/reward.ts';
import { readPythonText } from '../convert/textFile.ts';
import type { FileFolder } from '../core/bytes/bytes.ts';
import type { SourceFolder } from '../core/modelPackage/modelLocation.ts';
import { blobFolder } from '../packages/blobFolder.ts';
import { explainedFetch } from '../packages/fetchRange.ts';
import { rangeFolder } from '../packages/rangeFolder.ts';
import { pinLocation } from '../packages/remoteLocation.ts';

/** A folder to convert from, and the commit that it is of, where there is one. */
interface OpenedFolder {
  readonly folder: FileFolder;
  readonly repository?: string;
  readonly revision?: string;
}

/** Opens a folder that was chosen, or that stands on the network. Throws the errors of locations. */
export async function openSource(from: SourceFolder, signal: AbortSignal): Promise<OpenedFolder> {
  if (from.kind === 'files') return { folder: blobFolder('the chosen folder', from.files) };
  const { origin, baseUrl } = await pinLocation(from, signal);
  const folder = rangeFolder(baseUrl, { signal });
  return origin.kind === 'url' ? { folder } : { folder, repository: origin.repository, revision: origin.revision };
}

/** The prompts in `folder`; without one, those of the reward model that `detect` finds, downloaded. */
export async function loadPrompts(
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

import { formatBytes, formatCountOf } from '../../../core/formatNumbers.ts';
import { openModelPackage, type ModelPackage } from '../../../packages/modelPackage.ts';
import { EXIT_OK } from '../../command.ts';
import { withInterrupt } from '../../interrupt.ts';
import { directoryFolder } from '../../nodeFiles.ts';
import { ProgressDisplay } from '../../progressDisplay.ts';
import { loadModel } from '../loadModel.ts';
import { findHubToken } from './hubToken.ts';
import { checkFiles, openForPublishing, type LocalFile } from './localPackage.ts';
import type { PublishOptions } from './publishArgs.ts';
import { publishPackage, type Published } from './publishPackage.ts';

/** Checks the package, runs its self-test, uploads it, and prints how to open it. */
export function runPublish(options: PublishOptions): Promise<number> {
  return withInterrupt(async (signal) => {
    const modelPackage = await openForPublishing(options.model);
    // Before the work of minutes: there may be none.
    const accessToken = await findHubToken();
    const display = new ProgressDisplay(process.stderr);
    try {
      const files = await checkAll(options.model, modelPackage, display, signal);
      await runSelfTest(options, display, signal);
      display.start();
      const onProgress = (done: number, total: number): void =>
        display.show({ label: 'Uploading', unit: 'bytes', done, total });
      const hub = { hubUrl: options.hubUrl, accessToken };
      const published = await publishPackage({ modelPackage, files }, hub, options, { signal, onProgress });
      display.clear();
      console.log(summary(options, modelPackage, published));
      return EXIT_OK;
    } catch (error) {
      display.clear();
      throw error;
    }
  });
}

function checkAll(
  folder: string,
  modelPackage: ModelPackage,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<LocalFile[]> {
  let done = 0;
  const onBytes = (byteLength: number): void => {
    done += byteLength;
    display.show({ label: 'Checking the files', unit: 'bytes', done, total: modelPackage.byteLength });
  };
  return checkFiles(folder, modelPackage, { signal, onBytes });
}

/** The files were checked a moment ago. */
async function runSelfTest(
  { model: path, wish }: PublishOptions,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<void> {
  const modelPackage = await openModelPackage(directoryFolder(path), { verified: true });
  display.start();
  const model = await loadModel({ modelPackage, path, wish }, display, signal);
  await model.dispose();
}

function summary(
  { repository, hubUrl }: PublishOptions,
  { manifest, byteLength }: ModelPackage,
  published: Published,
): string {
  const { commit, fileCount, keptCard } = published;
  return [
    fileCount === 0
      ? `${manifest.id} is published already: nothing was sent.`
      : `${manifest.id} (${manifest.dtype}, ${formatBytes(byteLength)}) is published: ${formatCountOf(fileCount, 'file')} were new.`,
    `${hubUrl}/${repository}/tree/${commit}`,
    ...(keptCard ? ['README.md there is not of our writing, so it stays as it is.'] : []),
    '',
    `To open it in the page: ?model=${repository}@${commit}`,
  ].join('\n');
}

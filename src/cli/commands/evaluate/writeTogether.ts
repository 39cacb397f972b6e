import type { ByteSink } from '../../../core/bytes/bytes.ts';
import { EditRewardError, messageOf } from '../../../core/errors.ts';
import { directorySink } from '../../nodeFiles.ts';

/** Results cannot be written: the disk is full, or something is in their place. */
export class ResultsWriteError extends EditRewardError {
  override readonly name = 'ResultsWriteError';

  constructor(folder: string, cause: unknown) {
    super(
      `The results cannot be written into ${folder}: ${messageOf(cause)} The scores are kept in the journal. Make room, or move ` +
        'away what is in the way, then run the same command again.',
      { file: folder, cause },
    );
  }
}

/** A file's name and what is in it; undefined: there is to be none. */
export type ResultFile = readonly [name: string, text: string | undefined];

/**
 * Writes files that belong together into a folder. All of them are on the disk before the first takes its place. So
 * files of two runs are never side by side, and none is half written. Throws {@link ResultsWriteError}.
 */
export async function writeTogether(folder: string, files: readonly ResultFile[]): Promise<void> {
  const sinks: ByteSink[] = [];
  try {
    for (const [name, text] of files) if (text !== undefined) await writeOne(folder, name, text, sinks);
    for (const [name, text] of files) if (text === undefined) await directorySink(folder).remove(name);
    while (sinks[0]) {
      await sinks[0].close();
      sinks.shift();
    }
  } catch (cause) {
    await Promise.allSettled(sinks.map((sink) => sink.abort()));
    throw new ResultsWriteError(folder, cause);
  }
}

async function writeOne(folder: string, name: string, text: string, sinks: ByteSink[]): Promise<void> {
  const sink = await directorySink(folder).create(name);
  sinks.push(sink);
  await sink.write(new TextEncoder().encode(text));
}

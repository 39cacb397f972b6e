import type { ScorerClient, TasteBytes } from '../../client/scorerClient.ts';
import { messageOf, throwIfAborted } from '../../core/errors.ts';
import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import type { ReportedTaste } from '../../core/score/scoreReport.ts';
import { lastTasteOf, rememberTaste } from './lastTaste.ts';

/** The file of a taste that this browser keeps; undefined if it does not any more. */
export type ReadTaste = (taste: ReportedTaste) => Promise<TasteBytes | undefined>;

export interface TasteBringer {
  readonly client: Pick<ScorerClient, 'setTaste'>;
  readonly readTaste: ReadTaste;
  readonly signal: AbortSignal;
}

/**
 * Puts the taste on that a model had on when it was in use last. A model that was just loaded has its own heads; where it keeps those,
 * its status says why. Nobody may score with it before that is known. Throws `AbortError`.
 */
export async function bringTaste(loaded: ModelStatus, bringer: TasteBringer): Promise<ModelStatus> {
  const { id, manifestSha256 } = loaded.model;
  const last = lastTasteOf(manifestSha256);
  if (!last) return loaded;
  const withOwnHeads = (why: string): ModelStatus => ({
    ...loaded,
    warnings: [...loaded.warnings, `${why} So ${id} scores with its own heads.`],
  });
  try {
    const taste = await bringer.readTaste(last);
    if (taste) return await bringer.client.setTaste(taste, { signal: bringer.signal });
    // It does not come back by itself, so this is said once.
    rememberTaste(manifestSha256, undefined);
    return withOwnHeads(`The taste “${last.name}” is not kept in this browser any more.`);
  } catch (error) {
    throwIfAborted(bringer.signal);
    return withOwnHeads(`The taste “${last.name}” is not in use: ${messageOf(error)}`);
  }
}

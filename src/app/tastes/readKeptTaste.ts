import type { TasteBytes } from '../../client/scorerClient.ts';
import type { ReportedTaste } from '../../core/score/scoreReport.ts';
import { fileNameOf } from './tasteFacts.ts';
import { openTasteStore } from './tasteStore.ts';

/** The file of a taste of this browser; undefined if it is kept no more. Whoever uses it checks it. */
export async function readKeptTaste({ name, sha256 }: ReportedTaste): Promise<TasteBytes | undefined> {
  const store = await openTasteStore();
  try {
    const kept = await store.read(sha256);
    return kept && { file: fileNameOf({ name }), bytes: kept.bytes };
  } finally {
    store.close();
  }
}

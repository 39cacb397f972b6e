import type { StoredModel } from '../../../core/keptModels/storedModel.ts';
import type { Contender } from '../../keptModels/openedBatch.ts';
import { builtInModel } from '../../model/pageAddress.ts';

/** A contender as it can be chosen. */
export interface Choice {
  readonly key: string;
  readonly label: string;
  /** Undefined: a file of results, which is chosen beside it. */
  readonly contender: Contender | undefined;
}

export const RESULTS_CHOICE: Choice = { key: 'results', label: 'a file of scores', contender: undefined };

/** Models that are on this device, whole, the one of the site last. */
export function modelChoices(models: readonly StoredModel[], builtInUrl: string): Choice[] {
  const stored = models.flatMap(({ id, manifest, complete }): Choice[] => {
    if (!complete) return [];
    const label = `${manifest.id} (${manifest.dtype})`;
    return [{ key: id, label, contender: { kind: 'model', label, location: { kind: 'stored', id } } }];
  });
  const builtIn = builtInModel(builtInUrl);
  return [...stored, { key: 'built-in', label: builtIn.label, contender: { kind: 'model', ...builtIn } }];
}

/** Of two choices; or why they are not to be compared. */
export function contendersOf(
  first: Choice | undefined,
  second: Choice | undefined,
  file: File | undefined,
): readonly [Contender, Contender] | string {
  const chosen = [first, second].map((choice) => choice?.contender ?? (file && { kind: 'results' as const, file }));
  const [one, other] = chosen;
  if (first?.key === second?.key) return 'Choose two that are not the same.';
  if (!one || !other) return 'Choose a file of scores: a NAME_scores.jsonl of these pictures.';
  return [one, other];
}

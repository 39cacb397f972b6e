import { EditRewardError } from '../core/errors.ts';
import type { Features } from './trainingSet.ts';

/** What a model or its heads give for some pictures are no finite numbers: nothing can be learned from them, nor said of them. */
export class NoNumbersError extends EditRewardError {
  override readonly name = 'NoNumbersError';

  constructor(what: string) {
    super(
      `Nothing was trained: ${what}. The features may be damaged, or come from a device that computes wrongly: delete them, and have ` +
        'the model look at the pictures again, on another device if it happens again.',
    );
  }
}

/** Throws {@link NoNumbersError}, before a single picture spoils all that is computed of it and the others. */
export function requireNumbers(features: Features): void {
  const rows = new Set<number>();
  for (const { values, columns } of features) {
    for (let k = 0; k < values.length; k++) if (!Number.isFinite(values[k])) rows.add(Math.floor(k / columns));
  }
  if (rows.size === 0) return;
  const pictures = features[0]?.rows ?? 0;
  throw new NoNumbersError(`what the model saw in ${rows.size} of ${pictures} pictures are no finite numbers`);
}

/** `error`: of heads on labels that were held out. Throws {@link NoNumbersError}. */
export function requireNumber(error: number): void {
  if (!Number.isFinite(error)) throw new NoNumbersError('what the heads give for some pictures are no finite numbers');
}

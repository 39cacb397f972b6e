import { EditRewardError } from '../../core/errors.ts';

/** A batch has no item all of whose edits are scored. */
export class NothingScoredError extends EditRewardError {
  override readonly name = 'NothingScoredError';

  constructor(batch: string) {
    super(`No item of ${batch} has all its scores yet. Score it on the Batch page first.`, { file: batch });
  }
}

import { EditRewardError } from '../core/errors.ts';

/** This browser offers no storage for files. */
export class StorageUnavailableError extends EditRewardError {
  override readonly name = 'StorageUnavailableError';

  constructor(cause: unknown) {
    super(
      'This browser keeps no files for this site. Open it over https, leave the private mode, or allow the site to store ' +
        'data; a model can still be used from a folder or an address.',
      { cause },
    );
  }
}

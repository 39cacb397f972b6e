import { openDB, type DBSchema, type IDBPDatabase, type OpenDBCallbacks } from 'idb';
import { EditRewardError, messageOf } from '../../core/errors.ts';

/** This browser has no database for this site, or refuses to open it. */
export class NoDatabaseError extends EditRewardError {
  override readonly name = 'NoDatabaseError';

  constructor(cause: unknown) {
    super(
      `This browser keeps no batches for this site (${messageOf(cause)}), so there is nowhere to put their scores. Allow the ` +
        'site to store data, or leave the private mode, and reload the page. Single pictures can still be scored on the ' +
        'Score page.',
      { cause },
    );
  }
}

/** Throws {@link NoDatabaseError} where the browser offers none, as where the site may store nothing. */
export async function openDatabase<Schema extends DBSchema>(
  name: string,
  version: number,
  callbacks: OpenDBCallbacks<Schema>,
): Promise<IDBPDatabase<Schema>> {
  try {
    return await openDB<Schema>(name, version, callbacks);
  } catch (cause) {
    throw new NoDatabaseError(cause);
  }
}

import type { TransferProgress } from './transferProgress.ts';

/** Heard in all tabs of the site, the one that causes it included. */
export type StoreEvent =
  /** The list of kept models is another one. */
  | { readonly type: 'changed' }
  /** `id` is that of a model or an unfinished conversion. */
  | { readonly type: 'progress'; readonly id: string; readonly progress: TransferProgress };

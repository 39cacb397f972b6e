/** What the site stores, and how much it may. */
export interface StorageUse {
  /** Of the whole site. */
  readonly usedBytes: number;
  readonly quotaBytes: number;
  /** Whether the browser promised not to delete it when the disk gets full. */
  readonly persisted: boolean;
}

/** A worker whose end can be noticed: a browser that ends one for want of memory tells nobody. */
export interface LockHolder {
  /**
   * Holds a Web Lock until the worker ends, however it ends, and returns its name. Whoever waits for that lock learns
   * of the end. Undefined if there are no Web Locks.
   */
  holdLock(): Promise<string | undefined>;
}

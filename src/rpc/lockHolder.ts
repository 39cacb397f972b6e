/** A worker whose end can be noticed: a browser that ends one for want of memory tells nobody. */
export interface LockHolder {
  /**
   * Holds a Web Lock until the worker ends, however it ends, and tells its name: who waits for that lock learns of the
   * end. Undefined where there are no Web Locks.
   */
  holdLock(): Promise<string | undefined>;
}

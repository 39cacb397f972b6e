/** A worker whose end can be noticed: a browser that ends one for want of memory tells nobody. */
export interface LockHolder {
  /**
   * Holds a Web Lock until the worker ends, however it ends, and returns its name. Whoever waits for that lock learns
   * of the end. Undefined if there are no Web Locks.
   */
  holdLock(): Promise<string | undefined>;
}

/** See `LockHolder.holdLock`. */
export async function holdLock(): Promise<string | undefined> {
  // Missing in pages that are not a secure context.
  const locks: LockManager | undefined = navigator.locks;
  if (!locks) return undefined;
  const name = `editreward-worker-${crypto.randomUUID()}`;
  return new Promise((settle) => {
    const hold = () => {
      settle(name);
      return new Promise<never>(() => undefined);
    };
    // Refused where the site may store nothing.
    locks.request(name, hold).catch(() => settle(undefined));
  });
}

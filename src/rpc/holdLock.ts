/** A worker whose end can be noticed: a browser that ends one for want of memory tells nobody. */
export interface LockHolder {
  /**
   * Holds a Web Lock until the worker ends, however it ends, and tells its name: who waits for that lock learns of the
   * end. Undefined where there are no Web Locks.
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

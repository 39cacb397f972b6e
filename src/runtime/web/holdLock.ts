/** See `LockHolder.holdLock`. */
export async function holdLock(): Promise<string | undefined> {
  // Missing in pages that are not a secure context.
  const locks: LockManager | undefined = navigator.locks;
  if (!locks) return undefined;
  const name = `editreward-worker-${crypto.randomUUID()}`;
  await new Promise<void>((granted) => {
    void locks.request(name, () => {
      granted();
      return new Promise(() => undefined);
    });
  });
  return name;
}

/** Who works on which model, among all tabs of the site. */
export interface ModelLocks {
  /** Waits until nobody else holds `id`, then holds it while `work` runs. Throws `AbortError` when aborted before. */
  hold<T>(id: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
  /** As {@link ModelLocks.hold} if nobody holds it now; otherwise undefined at once. */
  tryHold<T>(id: string, work: () => Promise<T>): Promise<{ readonly value: T } | undefined>;
  /** Keeps `id` from being removed, until the returned function is called; any number may keep it. */
  keep(id: string): Promise<() => void>;
  /** Runs `work`, which nobody can keep `id` during, if nobody keeps it now; otherwise undefined at once. */
  unlessKept<T>(id: string, work: () => Promise<T>): Promise<{ readonly value: T } | undefined>;
  /** Ids held now. */
  held(): Promise<ReadonlySet<string>>;
}

const PREFIX = 'editreward-model:';
const KEPT_PREFIX = 'editreward-model-in-use:';

/** Locks that end with the tab or worker that holds them. https://w3c.github.io/web-locks/ */
export const webLocks: ModelLocks = {
  hold: (id, signal, work) => request(PREFIX + id, { signal }, work),
  tryHold: (id, work) => requestNow(PREFIX + id, work),
  keep: (id) =>
    new Promise((granted, failed) => {
      const kept = () => new Promise<void>((release) => granted(release));
      request(KEPT_PREFIX + id, { mode: 'shared' }, kept).catch(failed);
    }),
  unlessKept: (id, work) => requestNow(KEPT_PREFIX + id, work),
  async held() {
    // A browser that refuses refuses the storage too, and that is what is told.
    const { held = [] } =
      (await lockManager()
        ?.query()
        .catch(() => undefined)) ?? {};
    const names = held.map(({ name = '' }) => name).filter((name) => name.startsWith(PREFIX));
    return new Set(names.map((name) => name.slice(PREFIX.length)));
  },
};

function requestNow<T>(name: string, work: () => Promise<T>): Promise<{ readonly value: T } | undefined> {
  return request(name, { ifAvailable: true }, async (lock) => (lock === null ? undefined : { value: await work() }));
}

/** Undefined outside secure contexts. */
function lockManager(): LockManager | undefined {
  return navigator.locks;
}

/** Without locks `work` runs at once, and is given none: files that are written are locked by themselves. */
async function request<T>(
  name: string,
  options: LockOptions,
  work: (lock: Lock | null | undefined) => Promise<T>,
): Promise<T> {
  const locks = lockManager();
  return locks ? locks.request(name, options, work) : work(undefined);
}

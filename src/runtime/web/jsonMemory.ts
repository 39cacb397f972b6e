import * as v from 'valibot';

/** What this browser keeps of small facts. A fact that is lost costs time, and nothing else. */
export interface JsonMemory<Value> {
  /** Undefined where nothing is kept, or what is kept is damaged. */
  recall(key: readonly string[]): Promise<Value | undefined>;
  remember(key: readonly string[], value: Value): Promise<void>;
}

/** Cache Storage: unlike localStorage it is there in workers, and it needs no schema. */
export function createJsonMemory<Value>(name: string, schema: v.GenericSchema<unknown, Value>): JsonMemory<Value> {
  const cacheName = `editreward-${name}`;
  // Cache Storage goes by addresses; nobody ever asks for these.
  const addressOf = (key: readonly string[]) => `https://${name}.invalid/${key.map(encodeURIComponent).join('/')}`;
  return {
    async recall(key) {
      const cache = await openCache(cacheName);
      const found = await cache?.match(addressOf(key)).catch(() => undefined);
      const parsed = v.safeParse(schema, await found?.json().catch(() => undefined));
      return parsed.success ? parsed.output : undefined;
    },
    async remember(key, value) {
      const cache = await openCache(cacheName);
      // A full disk costs us no more than the memory.
      await cache?.put(addressOf(key), Response.json(value)).catch(() => undefined);
    },
  };
}

/** Undefined where the browser keeps nothing for this site, e.g. outside a secure context. */
async function openCache(name: string): Promise<Cache | undefined> {
  return globalThis.caches?.open(name).catch(() => undefined);
}

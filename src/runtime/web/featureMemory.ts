import * as v from 'valibot';

/** Cache Storage: unlike localStorage it is there in workers, and it needs no schema. */
const CACHE_NAME = 'editreward-webgpu-features';

const featureList = v.array(v.string());

/**
 * Remembers with which WebGPU features a model passed its self-test on an adapter, so that the next load tries these
 * first. It saves a load that would fail. It does not replace trust: the self-test runs at every load.
 */
export interface FeatureMemory {
  recall(adapter: string, manifestSha256: string): Promise<readonly string[] | undefined>;
  remember(adapter: string, manifestSha256: string, features: readonly string[]): Promise<void>;
}

export const featureMemory: FeatureMemory = {
  async recall(adapter, manifestSha256) {
    const cache = await openCache();
    const found = await cache?.match(addressOf(adapter, manifestSha256));
    const parsed = v.safeParse(featureList, await found?.json().catch(() => undefined));
    return parsed.success ? parsed.output : undefined;
  },
  async remember(adapter, manifestSha256, features) {
    const cache = await openCache();
    // A full disk costs us no more than the memory.
    await cache?.put(addressOf(adapter, manifestSha256), Response.json(features)).catch(() => undefined);
  },
};

/** Undefined where the browser keeps nothing for this site, e.g. outside a secure context. */
async function openCache(): Promise<Cache | undefined> {
  return globalThis.caches?.open(CACHE_NAME).catch(() => undefined);
}

/** Cache Storage goes by addresses; nobody ever asks for this one. */
function addressOf(adapter: string, manifestSha256: string): string {
  return `https://webgpu-features.invalid/${manifestSha256}/${encodeURIComponent(adapter)}`;
}

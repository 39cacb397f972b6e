/** A GPU as a browser has it, and what is asked of it. */
import { vi } from 'vitest';

export interface FakeGpu {
  readonly features: readonly string[];
  readonly info?: Readonly<Record<string, unknown>>;
}

/**
 * Puts a GPU, and a cache that is empty, into this thread's globals. Returns the features of each device that was asked for.
 * Undo it with `vi.unstubAllGlobals`.
 */
export function stubGpu({ features, info = {} }: FakeGpu): readonly (readonly string[])[] {
  const asked: string[][] = [];
  const adapter = {
    features: new Set(features),
    limits: {},
    info: { vendor: 'fake', architecture: 'gpu', device: '', description: '', subgroupMinSize: 32, ...info },
    async requestDevice({ requiredFeatures }: { readonly requiredFeatures: readonly string[] }) {
      asked.push([...requiredFeatures]);
      return fakeDevice();
    },
  };
  vi.stubGlobal('navigator', { userAgent: 'a browser', gpu: { requestAdapter: async () => adapter } });
  stubCaches();
  return asked;
}

function fakeDevice() {
  return {
    lost: new Promise(() => undefined),
    addEventListener: () => undefined,
    createBuffer: () => undefined,
    destroy: () => undefined,
  };
}

/** Cache Storage in memory; `isFull` takes nothing more. Returns what is in it, by address. */
export function stubCaches({ isFull = false } = {}): Map<string, Response> {
  const entries = new Map<string, Response>();
  const cache = {
    match: async (address: string) => entries.get(address)?.clone(),
    async put(address: string, response: Response) {
      if (isFull) throw new DOMException('full', 'QuotaExceededError');
      entries.set(address, response);
    },
  };
  vi.stubGlobal('caches', { open: async () => cache });
  return entries;
}

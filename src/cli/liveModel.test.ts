import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openModelPackage } from '../packages/modelPackage.ts';
import { DeviceError } from '../runtime/model/deviceError.ts';
import type { Backend } from '../runtime/model/session.ts';
import type { DeviceChoice } from '../runtime/trust/deviceChoice.ts';
import { decodeImage } from './decodeImage.ts';
import { LiveModel } from './liveModel.ts';
import { createNodeBackend } from './nodeBackend.ts';
import type { DeviceKind } from './nodeDevices.ts';
import { directoryFolder } from './nodeFiles.ts';

const NANO = resolve('public/models/nano');
const modelPackage = await openModelPackage(directoryFolder(NANO));

/** What happens next on the GPU: after so many rewards it fails in this way. A GPU is a CPU here. */
const faults = vi.hoisted((): { afterRewards: number; failure: Error }[] => []);
const opened = vi.hoisted((): string[] => []);
/** Sessions that were created on the CPU. */
const sessions = vi.hoisted(() => ({ count: 0 }));

vi.mock('./nodeDevices.ts', () => ({
  nodeDevices: (_path: string, device: DeviceKind): DeviceChoice[] => {
    const cpu = {
      provider: 'cpu',
      features: [],
      variants: ['cpu'],
      create: async () => createCountedCpu(),
    } as const;
    const gpu = { ...cpu, provider: 'webgpu', create: async () => createFaultyGpu() } as const;
    return { auto: [gpu, cpu], webgpu: [gpu], cpu: [cpu] }[device];
  },
}));

function createCountedCpu(): Backend {
  const backend = createNodeBackend(NANO);
  return {
    ...backend,
    createSession(files, reader) {
      sessions.count++;
      return backend.createSession(files, reader);
    },
  };
}

function createFaultyGpu(): Backend {
  opened.push('GPU');
  const backend = createNodeBackend(NANO);
  let rewards = 0;
  return {
    ...backend,
    provider: 'webgpu',
    description: 'a GPU',
    // Nobody remembers it, so its self-test is one reward.
    identity: undefined,
    async createSession(files, reader) {
      const session = await backend.createSession(files, reader);
      return {
        ...session,
        async run(feeds, fetches) {
          const [fault] = faults;
          if ('hidden_0' in feeds && fault && ++rewards > fault.afterRewards) throw faults.shift()?.failure;
          return session.run(feeds, fetches);
        },
      };
    },
  };
}

const notices: string[] = [];
const signal = new AbortController().signal;

function load(device: DeviceKind): Promise<LiveModel> {
  return LiveModel.load(
    {
      modelPackage,
      path: NANO,
      device,
      adapter: undefined,
      maxPixels: undefined,
      trust: { recall: async () => undefined, remember: async () => undefined },
      onBytes: () => undefined,
      onNotice: (sentence) => notices.push(sentence),
    },
    signal,
  );
}

const picture = (name: string) => ({
  name,
  decode: async () => {
    const bytes = await readFile(join('reference/tiny/images', name));
    return decodeImage(new Uint8Array(bytes), name, 'official');
  },
});
const request = {
  source: picture('house.png'),
  candidates: ['house_blue_roof.png', 'house_gray.png'].map(picture),
  instruction: 'Paint',
};

/** Rewards, and how often each candidate was settled. */
async function score(model: LiveModel) {
  const settled = [0, 0];
  const { outcomes } = await model.score(request, {
    signal,
    onProgress: (progress) => {
      if (progress.type === 'outcome') settled[progress.candidate] = (settled[progress.candidate] ?? 0) + 1;
    },
  });
  return {
    settled,
    rewards: outcomes.map((outcome) => (outcome.status === 'scored' ? outcome.score.reward : outcome)),
  };
}

const lost = () => new DeviceError('The GPU was lost.');
const full = () => new DeviceError('The GPU ran out of memory.', { isOutOfMemory: true });
let expected: Awaited<ReturnType<typeof score>>;

beforeEach(async () => {
  for (const list of [faults, opened, notices]) list.length = 0;
  if (expected) return;
  const cpu = await load('cpu');
  expected = await score(cpu);
  await cpu.dispose();
});

describe('a model on a GPU that fails', () => {
  it('is opened again, and scores only what was not scored', async () => {
    // The first reward is the self-test's.
    faults.push({ afterRewards: 2, failure: lost() });
    const model = await load('auto');
    expect(await score(model)).toEqual({ settled: [1, 1], rewards: expected.rewards });
    expect(opened).toHaveLength(2);
    expect(model.device).toMatchObject({ provider: 'webgpu', description: 'a GPU', operators: 'standard' });
    expect(notices).toEqual(['The GPU was lost. The device is opened again. What is scored is kept.']);
    await model.dispose();
  });

  it('gives way to the CPU when it fails twice at one request, and stays there', async () => {
    faults.push({ afterRewards: 1, failure: lost() }, { afterRewards: 1, failure: lost() });
    const model = await load('auto');
    expect(await score(model)).toEqual({ settled: [1, 1], rewards: expected.rewards });
    expect(model.device).toMatchObject({ provider: 'cpu' });
    expect(notices.at(-1)).toBe('The GPU was lost. The CPU is used from now on. What is scored is kept.');
    await score(model);
    expect(opened).toHaveLength(2);
    await model.dispose();
  });

  it('is not streamed on the CPU because a GPU was full', async () => {
    faults.push({ afterRewards: 1, failure: full() }, { afterRewards: 1, failure: full() });
    const model = await load('auto');
    expect(await score(model)).toEqual({ settled: [1, 1], rewards: expected.rewards });
    expect(model.device).toMatchObject({ provider: 'cpu' });
    const { count } = sessions;
    await score(model);
    // Each request would create those of a streamed model anew.
    expect(sessions.count).toBe(count);
    await model.dispose();
  });

  it('is streamed when it is full', async () => {
    faults.push({ afterRewards: 1, failure: full() });
    const model = await load('webgpu');
    const { rewards } = await score(model);
    for (const [index, reward] of rewards.entries()) expect(reward).toBeCloseTo(Number(expected.rewards[index]), 5);
    expect(notices).toEqual(['The GPU ran out of memory. The device is opened again. What is scored is kept.']);
    await model.dispose();
  });

  it('fails in the end where the user wants no other device', async () => {
    for (let time = 0; time < 3; time++) faults.push({ afterRewards: 1, failure: lost() });
    const model = await load('webgpu');
    await expect(score(model)).rejects.toThrow('The GPU was lost.');
    expect(opened).toHaveLength(3);
    await model.dispose();
  });

  it('leaves other failures to whoever asked', async () => {
    const model = await load('webgpu');
    await expect(model.score({ ...request, source: undefined }, { signal })).rejects.toMatchObject({ kind: 'input' });
    expect(opened).toHaveLength(1);
    await model.dispose();
  });
});

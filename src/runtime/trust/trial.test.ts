import { resolve } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createNodeBackend } from '../../cli/nodeBackend.ts';
import { directoryFolder } from '../../cli/nodeFiles.ts';
import { openModelPackage } from '../../packages/modelPackage.ts';
import type { Backend, Tensor } from '../model/session.ts';
import { drawSelfTest } from './selfTest.ts';
import { Trial } from './trial.ts';
import type { TestedDevice, TrustMemory, Verdict } from './trustMemory.ts';

const NANO = resolve('public/models/nano');
const modelPackage = await openModelPackage(directoryFolder(NANO));

/** The tokens of all decoder runs so far, and what is added to every reward. */
const device = { tokens: 0, error: 0 };
const kept = new Map<string, Verdict>();

beforeEach(() => {
  Object.assign(device, { tokens: 0, error: 0 });
  kept.clear();
});

const memory: TrustMemory = {
  recall: async (tested) => kept.get(keyOf(tested)),
  remember: async (tested, verdict) => void kept.set(keyOf(tested), verdict),
};

function keyOf({ provider, operators, identity }: TestedDevice): string {
  return [provider, operators, identity].join('/');
}

function createDevice(identity: string | undefined): Backend {
  const backend = createNodeBackend(NANO);
  return {
    ...backend,
    identity,
    async createSession(files, reader) {
      const session = await backend.createSession(files, reader);
      return {
        ...session,
        async run(feeds, fetches) {
          if ('hidden_states' in feeds) device.tokens += feeds['hidden_states'].dims[0] ?? 0;
          return moved(await session.run(feeds, fetches));
        },
      };
    },
  };
}

function moved(outputs: Readonly<Record<string, Tensor>>) {
  for (const [name, { data }] of Object.entries(outputs)) {
    if (name.startsWith('reward_') && data instanceof Float32Array) data[0] = (data[0] ?? 0) + device.error;
  }
  return outputs;
}

/** Runs a trial; resolves with whether it passed, and how many tokens went through the decoder. */
async function tryOn(identity: string | undefined, residency: 'resident' | 'streamed' = 'resident') {
  device.tokens = 0;
  const pictures = drawSelfTest(modelPackage.manifest);
  const trial = new Trial(modelPackage, createDevice(identity), { pictures, trust: memory });
  const { model, maxDifference } = await trial.run(residency);
  await model?.dispose();
  return { passed: model !== undefined, tokens: device.tokens, maxDifference };
}

describe('a trial with a memory', () => {
  it('runs the whole self-test once, and then a short one with the same verdict', async () => {
    const first = await tryOn('a');
    const second = await tryOn('a');
    expect([first.passed, second.passed]).toEqual([true, true]);
    expect(second.maxDifference).toBe(first.maxDifference);
    expect(second.tokens).toBeGreaterThan(0);
    expect(first.tokens).toBeGreaterThan(4 * second.tokens);
    // The two walks of a plan give one result.
    expect(await tryOn('a', 'streamed')).toEqual(second);
  });

  it('runs the whole one on another device, and on one that says nothing of itself', async () => {
    const { tokens } = await tryOn('a');
    expect(await tryOn('b')).toMatchObject({ passed: true, tokens });
    // Without the short test, whose result there is no use for.
    const short = await tryOn('a');
    expect(await tryOn(undefined)).toMatchObject({ passed: true, tokens: tokens - short.tokens });
  });

  it('runs the whole one when the short one gives other rewards than before, and refuses what is wrong', async () => {
    await tryOn('a');
    device.error = 0.01;
    const drifted = await tryOn('a');
    expect(drifted.passed).toBe(false);
    expect(drifted.maxDifference).toBeCloseTo(0.01, 4);
  });

  it('does not load again what failed before', async () => {
    device.error = 0.01;
    const { maxDifference } = await tryOn('a');
    device.error = 0;
    expect(await tryOn('a')).toEqual({ passed: false, tokens: 0, maxDifference });
    expect(await tryOn('b')).toMatchObject({ passed: true });
  });
});

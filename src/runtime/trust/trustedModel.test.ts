import { resolve } from 'node:path';
import { expect, it, vi } from 'vitest';
import { createNodeBackend } from '../../cli/nodeBackend.ts';
import { directoryFolder } from '../../cli/nodeFiles.ts';
import { drawSelfTestImage } from '../../core/image/selfTestImage.ts';
import type { GraphVariant } from '../../core/modelPackage/manifest.ts';
import { openModelPackage } from '../../packages/modelPackage.ts';
import type { Backend, Tensor } from '../model/session.ts';
import { describeModel } from './describeModel.ts';
import { FUSED_FIRST, type DeviceChoice } from './deviceChoice.ts';
import { loadTrustedModel } from './trustedModel.ts';

vi.mock('../../core/image/selfTestImage.ts', { spy: true });

const NANO = resolve('public/models/nano');

const failToOpen = () => Promise.reject(new Error('no such device'));

const untilDrawn = () => expect.poll(() => vi.mocked(drawSelfTestImage).mock.calls.length).toBe(2);

async function findLate(): Promise<readonly DeviceChoice[]> {
  await untilDrawn();
  return [
    { provider: 'webgpu', features: [], variants: ['webgpu'], create: failToOpen },
    { provider: 'cpu', features: [], variants: ['cpu'], create: async () => createNodeBackend(NANO) },
  ];
}

it('draws the pictures of the self-test once, while devices are found, and passes it with them', async () => {
  const { model, attempts } = await loadTrustedModel(await openModelPackage(directoryFolder(NANO)), findLate(), {});
  expect(attempts.map(({ provider, passed }) => [provider, passed])).toEqual([
    ['webgpu', false],
    ['cpu', true],
  ]);
  expect(drawSelfTestImage).toHaveBeenCalledTimes(2);
  await model.dispose();
});

/** A CPU on which fused operators give other numbers. */
async function createWrongWhenFused(variant: GraphVariant): Promise<Backend> {
  const backend = createNodeBackend(NANO, { variant });
  if (variant === 'cpu') return backend;
  return {
    ...backend,
    async createSession(files, reader) {
      const session = await backend.createSession(files, reader);
      return { ...session, run: async (feeds, fetches) => moved(await session.run(feeds, fetches)) };
    },
  };
}

/** Rewards that are 0.1 more. */
function moved(outputs: Readonly<Record<string, Tensor>>) {
  for (const [name, { data }] of Object.entries(outputs)) {
    if (name.startsWith('reward_') && data instanceof Float32Array) data[0] = (data[0] ?? 0) + 0.1;
  }
  return outputs;
}

it('takes standard operators where fused ones are wrong, by the self-test alone, and does not warn of it', async () => {
  const modelPackage = await openModelPackage(directoryFolder(NANO));
  const choice: DeviceChoice = { provider: 'cpu', features: [], variants: FUSED_FIRST, create: createWrongWhenFused };
  const trusted = await loadTrustedModel(modelPackage, [choice], {});
  expect(trusted.attempts).toMatchObject([
    { operators: 'fused', passed: false, maxDifference: expect.closeTo(0.1, 3) },
    { operators: 'standard', passed: true },
  ]);
  const { device, warnings } = describeModel(modelPackage, trusted);
  expect(device).toMatchObject({ provider: 'cpu', operators: 'standard' });
  expect(warnings).toEqual([]);
  await trusted.model.dispose();
});

it('tries no other graphs on a device that does not open', async () => {
  const modelPackage = await openModelPackage(directoryFolder(NANO));
  const choice: DeviceChoice = { provider: 'webgpu', features: [], variants: FUSED_FIRST, create: failToOpen };
  await expect(loadTrustedModel(modelPackage, [choice], {})).rejects.toMatchObject({
    name: 'SelfTestError',
    attempts: [{ operators: 'fused', passed: false, reason: 'no such device.' }],
  });
});

it('says of a device that failed before that nothing was tried now', async () => {
  const modelPackage = await openModelPackage(directoryFolder(NANO));
  const create = async (variant: GraphVariant) => createNodeBackend(NANO, { variant });
  const choice: DeviceChoice = { provider: 'cpu', features: [], variants: ['cpu'], create };
  const trust = {
    recall: async () => ({ passed: false, maxDifference: 0.5 }) as const,
    remember: async () => undefined,
  };
  await expect(loadTrustedModel(modelPackage, [choice], { trust })).rejects.toThrow(
    'CPU: In an earlier self-test its rewards differed from the expected ones by 0.50, more than 0.001.',
  );
});

import { expect, it } from 'vitest';
import type { SessionReader } from '../../runtime/model/session.ts';
import { nodeOrt } from '../nodeSessions.ts';
import { createGpuBackend } from './gpuBackend.ts';
import type { GpuChild } from './gpuChild.ts';
import type { GpuTask } from './gpuMessages.ts';

const reader: SessionReader = {
  read: async () => new Uint8Array(),
  openBlob: async () => undefined,
  check: async () => undefined,
  probe: async () => undefined,
};

type Run = Extract<GpuTask, { do: 'run' }>;

/** A backend whose process only notes what it is told. */
async function setUp() {
  const told: (Run | { readonly do: 'drop'; readonly held: number })[] = [];
  const child = {
    async ask(task: GpuTask) {
      if (task.do === 'run') told.push(task);
      return task.do === 'create' ? { inputNames: ['x'], outputNames: ['y'] } : {};
    },
    tell: (task: GpuTask) => void (task.do === 'drop' && told.push(task)),
    close: async () => undefined,
  } as unknown as GpuChild;
  const backend = createGpuBackend('.', 'webgpu', { child, name: 'GPU', driver: undefined });
  const open = () => backend.createSession({ graph: 'a.onnx', externalData: [], deviceOutputs: [] }, reader);
  return { told, sessions: [await open(), await open()] as const };
}

const large = () => new nodeOrt.Tensor('float32', new Float32Array(4096), [4096]);
const small = () => new nodeOrt.Tensor('float32', new Float32Array(4), [4]);

it('sends an input that comes again once, whatever session it is for, and small ones each time', async () => {
  const { told, sessions } = await setUp();
  const [mask, position] = [large(), small()];
  for (const session of sessions) await session.run({ mask, position });
  const [first, second] = told.map((task) => ('feeds' in task ? task.feeds : undefined));
  expect(first?.['mask']).toMatchObject({ keep: -1, dims: [4096], data: mask.data });
  expect(second?.['mask']).toEqual({ held: -1 });
  const plain = { type: 'float32', dims: [4], data: position.data };
  expect([first?.['position'], second?.['position']]).toEqual([plain, plain]);
});

it('has the oldest of many dropped before the run that takes its place, and sends it again', async () => {
  const { told, sessions } = await setUp();
  const inputs = Array.from({ length: 17 }, large);
  for (const x of inputs) await sessions[0].run({ x });
  expect(told.slice(16)).toEqual([
    { do: 'drop', held: -1 },
    expect.objectContaining({ feeds: { x: expect.objectContaining({ keep: -17 }) } }),
  ]);
  await sessions[0].run({ x: inputs[0] ?? large() });
  expect(told.at(-1)).toMatchObject({ feeds: { x: { keep: -18 } } });
});

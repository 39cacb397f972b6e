import { expect, it } from 'vitest';
import { RunClock } from '../../../runtime/model/runClock.ts';
import type { Backend, InferenceSession, SessionReader } from '../../../runtime/model/session.ts';
import { describeUse, DeviceMeter } from './deviceUse.ts';

const FILES = { graph: 'decoder-0.cpu.onnx', externalData: [], deviceOutputs: [] };

/** A session whose runs take three seconds of a clock that is set by hand. */
async function setUp() {
  const time = { ms: 1000 };
  const now = () => time.ms;
  const session: InferenceSession = {
    inputNames: [],
    outputNames: [],
    async run() {
      time.ms += 3000;
      return {};
    },
    release: async () => undefined,
  };
  const clock = new RunClock(now);
  const backend = clock.watch({ createSession: async () => session } as unknown as Backend);
  const watched = await backend.createSession(FILES, {} as SessionReader);
  return { time, run: () => watched.run({}), meter: new DeviceMeter(clock, now) };
}

it('counts from the first request to the end of the last, and no self-test', async () => {
  const { time, run, meter } = await setUp();
  await run();
  expect(meter.use).toBeUndefined();
  await meter.measure(async () => {
    time.ms += 500;
    await run();
  });
  time.ms += 2500;
  await expect(
    meter.measure(async () => {
      await run();
      throw new Error('lost');
    }),
  ).rejects.toThrow('lost');
  time.ms += 9000;
  expect(meter.use).toEqual({ seconds: 9, busySeconds: 6, sessionRuns: 2 });
});

it('says so in a sentence', () => {
  expect(describeUse({ seconds: 40.4, busySeconds: 37.5, sessionRuns: 7 })).toBe(
    'The device was busy for 93% of the 40 s of scoring.',
  );
});

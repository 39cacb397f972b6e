import { describe, expect, it } from 'vitest';
import { deferred } from '../../testing/deferred.ts';
import { RunClock } from './runClock.ts';
import type { Backend, InferenceSession, SessionReader } from './session.ts';

const reader: SessionReader = {
  read: async () => new Uint8Array(),
  openBlob: async () => undefined,
  check: async () => undefined,
  probe: async () => undefined,
};

/** A clock that is set by hand, and a backend whose runs end by hand. */
function setUp() {
  const time = { ms: 0 };
  const runs: ReturnType<typeof deferred<Error | undefined>>[] = [];
  const session: InferenceSession = {
    inputNames: [],
    outputNames: [],
    run() {
      const run = deferred<Error | undefined>();
      runs.push(run);
      return run.promise.then((failure) => {
        if (failure) throw failure;
        return {};
      });
    },
    release: async () => undefined,
  };
  const clock = new RunClock(() => time.ms);
  const backend = clock.watch({ createSession: async () => session } as unknown as Backend);
  const open = (graph: string) => backend.createSession({ graph, externalData: [], deviceOutputs: [] }, reader);
  return { time, runs, clock, open };
}

describe('RunClock', () => {
  it('counts runs and their time by graph, and not the time between', async () => {
    const { time, runs, clock, open } = setUp();
    const [vision, decoder] = [await open('vision-0.cpu.onnx'), await open('decoder-0.cpu.onnx')];
    for (const [session, start, end] of [
      [vision, 10, 13],
      [decoder, 20, 25],
      [decoder, 30, 37],
    ] as const) {
      time.ms = start;
      const run = session.run({});
      time.ms = end;
      runs.at(-1)?.resolve(undefined);
      await run;
    }
    expect(clock.of('vision')).toEqual({ runs: 1, ms: 3 });
    expect(clock.of('decoder')).toEqual({ runs: 2, ms: 12 });
    expect(clock.of()).toEqual({ runs: 3, ms: 15 });
    expect(clock.busyMs).toBe(15);
  });

  it('counts a time in which two sessions run once, one that is under way, and one that failed', async () => {
    const { time, runs, clock, open } = setUp();
    const session = await open('decoder-0.cpu.onnx');
    const first = session.run({});
    time.ms = 4;
    const second = session.run({});
    time.ms = 6;
    expect(clock.busyMs).toBe(6);
    runs[0]?.resolve(undefined);
    await first;
    time.ms = 9;
    runs[1]?.resolve(new Error('lost'));
    await expect(second).rejects.toThrow('lost');
    time.ms = 20;
    expect(clock.busyMs).toBe(9);
    expect(clock.of()).toEqual({ runs: 2, ms: 11 });
  });
});

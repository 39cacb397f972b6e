import * as Comlink from 'comlink';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ModelLocation } from '../core/modelPackage/modelLocation.ts';
import type { ScorerApi } from '../rpc/scorerApi.ts';
import { createSharedScorer } from './sharedScorer.ts';
import { STATUS } from '../testing/modelStatusForTest.ts';
import type { WidgetProgress } from './widgetState.ts';

const INPUT = { source: new Blob(['s']), candidates: [new Blob(['a'])], instruction: 'add a hat' };
const NANO = 'https://example.org/nano/';

/** Workers on message ports; what they are asked stands in `log`. */
function createShared() {
  const log: string[] = [];
  const ports: MessagePort[] = [];
  const api: ScorerApi = {
    async load(_callId, location: ModelLocation) {
      log.push(`load ${location.kind === 'url' ? location.url : location.kind}`);
      return STATUS;
    },
    async score() {
      log.push('score');
      return { outcomes: [] };
    },
    scoreVariants: () => Promise.reject(new Error('not here')),
    setTaste: () => Promise.reject(new Error('not here')),
    timeToTrain: () => Promise.reject(new Error('not here')),
    trainTaste: () => Promise.reject(new Error('not here')),
    cancel: async () => undefined,
    unload: async () => undefined,
    deviceBytes: async () => 0,
    peakDeviceBytes: async () => 0,
    measureDevice: () => Promise.reject(new Error('not here')),
    measureSpeed: () => Promise.reject(new Error('not here')),
    recallSpeeds: async () => [],
    holdLock: async () => undefined,
  };
  const spawn = () => {
    log.push('spawn');
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    Comlink.expose(api, port1);
    return { endpoint: port2, onDeath: () => undefined, terminate: () => void log.push('end') };
  };
  return { log, ports, shared: createSharedScorer({ spawn, nano: NANO }) };
}

let made: ReturnType<typeof createShared>;
const call = (phases: string[] = []) => ({
  signal: new AbortController().signal,
  onProgress: ({ phase }: WidgetProgress) => void phases.push(phase),
});

beforeEach(() => {
  vi.stubGlobal('location', new URL('https://example.org/app/'));
  made = createShared();
});
afterEach(() => {
  vi.unstubAllGlobals();
  for (const port of made.ports) port.close();
});

describe('createSharedScorer', () => {
  it('starts no worker before it is asked, and then one for all', async () => {
    const { shared, log } = made;
    shared.join();
    shared.join();
    expect(log).toEqual([]);
    await Promise.all([shared.score('nano', INPUT, call()), shared.score('nano', INPUT, call())]);
    expect(log).toEqual(['spawn', `load ${NANO}`, 'score', 'score']);
  });

  it('loads again only for another model', async () => {
    const { shared, log } = made;
    for (const model of ['nano', 'mine', new URL('https://a.example/'), new URL('https://a.example/')]) {
      await shared.score(model, INPUT, call());
    }
    expect(log.filter((line) => line.startsWith('load'))).toEqual([
      `load ${NANO}`,
      'load https://example.org/app/mine/',
      'load https://a.example/',
    ]);
  });

  it('says that a widget waits', () => {
    const phases: string[] = [];
    const scoring = made.shared.score('nano', INPUT, call(phases));
    expect(phases).toEqual(['waiting']);
    return scoring;
  });

  it('ends the worker with the last widget, but not when one only moves', async () => {
    const { shared, log } = made;
    shared.join();
    await shared.score('nano', INPUT, call());
    shared.leave();
    shared.join();
    await new Promise((resolve) => setTimeout(resolve));
    expect(log).not.toContain('end');
    shared.leave();
    await new Promise((resolve) => setTimeout(resolve));
    expect(log.at(-1)).toBe('end');
  });
});

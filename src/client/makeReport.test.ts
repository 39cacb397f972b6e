import * as Comlink from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import { EditRewardError } from '../core/errors.ts';
import { datasetReport } from '../evaluation/datasetReport.ts';
import type { BatchPortion, ReportApi, ReportedBatch, ReportProgress } from '../rpc/reportApi.ts';
import { toTransferred } from '../core/transferredError.ts';
import { makeBatchReport, makeReport } from './makeReport.ts';
import type { SpawnedWorker } from './workerConnection.ts';

const REPORT = { ...datasetReport([]), files: ['a.jsonl'], run: undefined, suiteId: undefined, data: [] };

const ports: MessagePort[] = [];
let die: (reason: string) => void;
let terminated = 0;

function worker(report: ReportApi['report'], ofBatch: Partial<ReportApi> = {}): () => SpawnedWorker {
  return () => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    Comlink.expose({ holdLock: async () => undefined, report, ...ofBatch }, port2);
    return { endpoint: port1, onDeath: (listener) => (die = listener), terminate: () => (terminated += 1) };
  };
}

afterEach(() => {
  ports.splice(0).forEach((port) => port.close());
  terminated = 0;
});

describe('makeReport', () => {
  it('gives the report, its progress, and ends the worker', async () => {
    const heard: ReportProgress[] = [];
    const spawn = worker(async (_files, onProgress) => {
      await onProgress({ stage: 'intervals', share: 0.5 });
      return REPORT;
    });
    expect(await makeReport([], { spawn, onProgress: (progress) => heard.push(progress) })).toEqual(REPORT);
    expect(heard).toEqual([{ stage: 'intervals', share: 0.5 }]);
    expect(terminated).toBe(1);
  });

  it('rejects with the error of the worker', async () => {
    const spawn = worker(() => Promise.reject(toTransferred(new EditRewardError('a.jsonl is empty.'))));
    await expect(makeReport([], { spawn })).rejects.toThrow('a.jsonl is empty.');
    expect(terminated).toBe(1);
  });

  it('ends the worker when it is cancelled, or was before', async () => {
    const abort = new AbortController();
    const spawn = worker(() => new Promise(() => abort.abort()));
    await expect(makeReport([], { spawn, signal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' });
    await expect(makeReport([], { spawn, signal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' });
    expect(terminated).toBe(1);
  });

  it('says so when the worker dies', async () => {
    const spawn = worker(() => new Promise(() => die('out of memory')));
    await expect(makeReport([], { spawn })).rejects.toThrow(
      'The report maker stopped unexpectedly (out of memory). Try again: it starts anew and reads the results once more.',
    );
  });
});

const run = { model: { id: 'nano', dtype: 'q8', manifestSha256: 'ab' }, items: 3 };
const BATCH: ReportedBatch = { name: 'a', file: 'a_scores.jsonl', run, preference: 'none' };
const portion = (line: number): BatchPortion => ({
  items: [],
  outcomes: [{ line, candidate: 0, outcome: { error: { name: 'Error', message: '' } } }],
});

async function* portionsOf(events: string[], count: number): AsyncGenerator<BatchPortion> {
  for (let line = 0; line < count; line++) {
    events.push(`read ${line}`);
    yield portion(line);
  }
}

describe('makeBatchReport', () => {
  it('hands all portions on in their order, and reads each while the worker takes the one before it', async () => {
    const events: string[] = [];
    const take = async ({ outcomes }: BatchPortion) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      events.push(`took ${outcomes[0]?.line}`);
    };
    const reportBatch = async () => (events.push('report'), REPORT);
    const spawn = worker(() => Promise.reject(new Error('not asked for')), { take, reportBatch });
    expect(await makeBatchReport(BATCH, portionsOf(events, 3), { spawn })).toEqual(REPORT);
    expect(events).toEqual(['read 0', 'read 1', 'took 0', 'read 2', 'took 1', 'took 2', 'report']);
    expect(terminated).toBe(1);
  });

  it.each([0, 1])('rejects where the worker cannot take portion %i of 2', async (bad) => {
    const take = async ({ outcomes }: BatchPortion) => {
      if (outcomes[0]?.line === bad) throw new RangeError('no room');
    };
    const spawn = worker(() => Promise.reject(new Error('not asked for')), { take, reportBatch: async () => REPORT });
    await expect(makeBatchReport(BATCH, portionsOf([], 2), { spawn })).rejects.toThrow('no room');
    expect(terminated).toBe(1);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withLateThreads } from './lateThreads.ts';

const LOADER = 'https://example.org/loader.mjs';
const sent: unknown[][] = [];

class FakeWorker {
  readonly name: string | undefined;

  constructor(_url: string | URL, { name }: WorkerOptions = {}) {
    this.name = name;
  }

  postMessage(message: unknown, { transfer }: { readonly transfer?: readonly unknown[] } = {}): void {
    sent.push([this.name, message, transfer]);
  }
}

beforeEach(() => {
  sent.length = 0;
  vi.stubGlobal('Worker', FakeWorker);
});
afterEach(() => void vi.unstubAllGlobals());

async function startTwo(): Promise<readonly Worker[]> {
  const threads = ['first', 'second'].map((name) => new Worker(new URL(LOADER), { name }));
  for (const thread of threads) thread.postMessage('program', []);
  await Promise.resolve();
  for (const thread of threads) thread.postMessage('run', []);
  return threads;
}

const programs = [
  ['first', 'program', []],
  ['second', 'program', []],
];

describe('withLateThreads', () => {
  it('sends the program at once, and what follows when the threads may join, in its order', async () => {
    const { started, join } = await withLateThreads(LOADER, startTwo);
    const transferred = new ArrayBuffer(1);
    started[0]?.postMessage('mail', [transferred]);
    expect(sent).toEqual(programs);
    join();
    expect(sent).toEqual([...programs, ['first', 'run', []], ['second', 'run', []], ['first', 'mail', [transferred]]]);
  });

  it('holds nothing back from threads that have joined', async () => {
    const { started, join } = await withLateThreads(LOADER, startTwo);
    join();
    sent.length = 0;
    started[1]?.postMessage('mail');
    join();
    expect(sent).toEqual([['second', 'mail', []]]);
  });

  it('touches no workers that are made later', async () => {
    await withLateThreads(LOADER, startTwo);
    sent.length = 0;
    const other = new Worker(LOADER, { name: 'other' });
    other.postMessage('program', []);
    other.postMessage('run', []);
    expect(sent.map(([, message]) => message)).toEqual(['program', 'run']);
  });

  it('holds nothing back from a worker that is no thread: its work may be under way beside', async () => {
    const { started } = await withLateThreads(LOADER, async () => new Worker('https://example.org/encoder.js'));
    for (const message of ['first task', 'second task']) started.postMessage(message, []);
    expect(sent.map(([, message]) => message)).toEqual(['first task', 'second task']);
  });

  it('puts the browser its Worker back when the start fails', async () => {
    const failure = new Error('no memory');
    await expect(withLateThreads(LOADER, () => Promise.reject(failure))).rejects.toBe(failure);
    expect(globalThis.Worker).toBe(FakeWorker);
  });
});

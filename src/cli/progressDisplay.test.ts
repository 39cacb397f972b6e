import { describe, expect, it } from 'vitest';
import { ProgressDisplay, progressText, type Progress, type ProgressStream } from './progressDisplay.ts';

const half: Progress = { label: 'Converting', unit: 'bytes', done: 2e9, total: 4e9 };

describe('progressText', () => {
  it('tells bytes, rate and time left', () => {
    expect(progressText(half, 20_000)).toBe('Converting: 50%, 2.0 of 4.0 GB, 100 MB/s, 20 s left');
  });

  it('makes no estimate before there is something to estimate from', () => {
    expect(progressText(half, 500)).toBe('Converting: 50%, 2.0 of 4.0 GB');
    expect(progressText({ ...half, done: 0 }, 20_000)).toBe('Converting: 0%, 0.0 of 4.0 GB');
  });

  it('has no rate for parts', () => {
    const parts: Progress = { label: 'Edit 1 of 2', unit: 'parts', done: 30, total: 90 };
    expect(progressText(parts, 4000)).toBe('Edit 1 of 2: 33%, 8 s left');
  });
});

function record(stream: Omit<ProgressStream, 'write'>) {
  const written: string[] = [];
  let nowMs = 0;
  const display = new ProgressDisplay({ ...stream, write: (text) => written.push(text) }, () => nowMs);
  return { written, display, wait: (ms: number) => (nowMs += ms) };
}

describe('ProgressDisplay', () => {
  it('writes a line every five seconds where there is no terminal', () => {
    const { written, display, wait } = record({});
    for (let second = 0; second < 11; second++) {
      wait(1000);
      display.show(half);
    }
    display.clear();
    expect(written).toEqual([
      'Converting: 50%, 2.0 of 4.0 GB, 400 MB/s, 5 s left\n',
      'Converting: 50%, 2.0 of 4.0 GB, 200 MB/s, 10 s left\n',
    ]);
  });

  it('paints one line of a terminal over and over, and leaves it empty', () => {
    const { written, display, wait } = record({ isTTY: true, columns: 40 });
    wait(50);
    display.show(half);
    wait(50);
    display.show(half);
    display.clear();
    expect(written).toEqual(['\r\u001B[K[##########----------] Converting: 50%,', '\r\u001B[K']);
  });

  it('takes a terminal of unknown width for one of 80 columns', () => {
    const { written, display, wait } = record({ isTTY: true, columns: 0 });
    wait(1000);
    display.show({ ...half, label: 'Loading the model for the self-test' });
    const line = '[##########----------] Loading the model for the self-test: 50%, 2.0 of 4.0 GB, 2.0 GB/s, 1 s left';
    expect(written).toEqual([`\r\u001B[K${line.slice(0, 79)}`]);
  });

  it('counts rate and time left from the start of a stage', () => {
    const { written, display, wait } = record({});
    wait(90_000);
    display.start();
    wait(10_000);
    display.show(half);
    expect(written).toEqual(['Converting: 50%, 2.0 of 4.0 GB, 200 MB/s, 10 s left\n']);
  });
});

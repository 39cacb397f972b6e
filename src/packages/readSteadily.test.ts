import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readSteadily } from './readSteadily.ts';

/** Milliseconds that are longer than the patience with a browser that reads no Blob at all. */
const FOR_EVER = 3_600_000;

describe('readSteadily', () => {
  let areBlobsRead = true;
  const refusal = new DOMException('The I/O read operation failed.', 'NotReadableError');
  const read = vi.fn(async () => 'what is there');

  beforeEach(() => {
    areBlobsRead = true;
    read.mockClear();
    vi.useFakeTimers();
    vi.spyOn(Blob.prototype, 'arrayBuffer').mockImplementation(async () => {
      if (!areBlobsRead) throw refusal;
      return new ArrayBuffer(1);
    });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('reads once what can be read', async () => {
    expect(await readSteadily(read)).toBe('what is there');
    expect(read).toHaveBeenCalledOnce();
  });

  it('waits while the browser reads no Blob at all, as WebKit does while a page is being left', async () => {
    areBlobsRead = false;
    const refused = vi.fn(async () => {
      if (!areBlobsRead) throw refusal;
      return 'what is there';
    });
    const result = readSteadily(refused);
    await vi.advanceTimersByTimeAsync(3000);
    expect(refused).toHaveBeenCalledOnce();
    areBlobsRead = true;
    await vi.advanceTimersByTimeAsync(3000);
    expect(await result).toBe('what is there');
    expect(refused).toHaveBeenCalledTimes(2);
  });

  it('reads again what failed a moment before Blobs were read again', async () => {
    read.mockRejectedValueOnce(refusal);
    expect(await readSteadily(read)).toBe('what is there');
  });

  it('fails with what a Blob of its own fails with', async () => {
    const gone = vi.fn(() => Promise.reject(refusal));
    await expect(readSteadily(gone)).rejects.toBe(refusal);
    expect(gone).toHaveBeenCalledTimes(2);
  });

  it('does not wait for ever', async () => {
    areBlobsRead = false;
    const result = expect(readSteadily(() => Promise.reject(refusal))).rejects.toBe(refusal);
    await vi.advanceTimersByTimeAsync(FOR_EVER);
    await result;
  });
});

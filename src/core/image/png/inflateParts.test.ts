import { constants, deflateSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { InflatedSink } from './inflatedSink.ts';
import { inflateParts } from './inflateParts.ts';
import { inflateToTheEnd } from './inflateToTheEnd.ts';

/** Collects a wanted number of bytes. */
class Collector implements InflatedSink {
  bytes: number[] = [];
  readonly #wanted: number;
  constructor(wanted: number) {
    this.#wanted = wanted;
  }
  get isComplete(): boolean {
    return this.bytes.length >= this.#wanted;
  }
  push(bytes: Uint8Array): void {
    this.bytes.push(...bytes);
  }
  restart(): void {
    this.bytes = [];
  }
}

/** Repetitive at first, then not. */
const DATA = Uint8Array.from({ length: 70_000 }, (_, k) => (k < 40_000 ? k % 7 : Math.imul(k, 0x9e3779b1) >>> 24));

function split(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer>[] {
  return Array.from({ length: Math.ceil(bytes.length / length) }, (_, k) => bytes.slice(k * length, (k + 1) * length));
}

const WAYS = [
  ['stored', deflateSync(DATA, { level: 0 })],
  ['with fixed codes', deflateSync(DATA, { strategy: constants.Z_FIXED })],
  ['with codes of its own', deflateSync(DATA, { level: 9 })],
  ['without repetitions', deflateSync(DATA, { strategy: constants.Z_HUFFMAN_ONLY })],
] as const;

describe('inflateToTheEnd', () => {
  it.each(WAYS)('inflates what is %s', (_, bytes) => {
    const sink = new Collector(DATA.length);
    expect(inflateToTheEnd(split(bytes, 1000), sink)).toBe(true);
    expect(sink.bytes).toEqual([...DATA]);
  });

  it('gives all that precedes the end of a cut stream', () => {
    const [bytes] = [deflateSync(Uint8Array.of(1, 2, 3, 4, 5), { strategy: constants.Z_FIXED })];
    const sink = new Collector(5);
    // Four bytes of checksum and the end of the block are missing.
    expect(inflateToTheEnd([bytes.subarray(0, -5)], sink)).toBe(true);
    expect(sink.bytes).toEqual([1, 2, 3, 4, 5]);
    const short = new Collector(5);
    expect(inflateToTheEnd([bytes.subarray(0, -7)], short)).toBe(false);
    expect(short.bytes).toEqual([1, 2, 3]);
  });

  it('finds a wrong checksum, a wrong header and a distance beyond the start', () => {
    const bytes = deflateSync(DATA);
    const last = bytes.length - 1;
    expect(inflateToTheEnd([bytes.with(last, (bytes[last] ?? 0) ^ 1)], new Collector(DATA.length))).toBe(false);
    expect(inflateToTheEnd([bytes.with(0, 0)], new Collector(1))).toBe(false);
    // A fixed block that begins with a repetition: length 3 (code 257, 7 bits), distance 1.
    expect(inflateToTheEnd([Uint8Array.of(0x78, 0x9c, 0x03, 0x02, 0x00)], new Collector(1))).toBe(false);
  });
});

describe('inflateParts', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it('inflates a stream in parts', async () => {
    const sink = new Collector(DATA.length);
    expect(await inflateParts(split(deflateSync(DATA), 999), sink)).toBe(true);
    expect(sink.bytes).toEqual([...DATA]);
  });

  it('does not mind what follows, nor a stream that ends after all that is wanted', async () => {
    const bytes = deflateSync(DATA);
    for (const odd of [Buffer.concat([bytes, Buffer.from('more')]), bytes.subarray(0, -4)]) {
      const sink = new Collector(DATA.length);
      expect(await inflateParts(split(odd, 5000), sink)).toBe(true);
      expect(sink.bytes).toEqual([...DATA]);
    }
  });

  it('tells of a stream that ends before, and of one whose checksum is wrong', async () => {
    const bytes = deflateSync(DATA);
    expect(await inflateParts([bytes.slice(0, 2000)], new Collector(DATA.length))).toBe(false);
    const last = bytes.length - 1;
    const wrong = Uint8Array.from(bytes).with(last, (bytes[last] ?? 0) ^ 1);
    expect(await inflateParts([wrong], new Collector(DATA.length))).toBe(false);
  });

  it('hands the platform little at a time, which may inflate all of it before it is read', async () => {
    const lengths: number[] = [];
    class Recorder extends TransformStream<Uint8Array, Uint8Array> {
      constructor() {
        super({ transform: (chunk, controller) => (lengths.push(chunk.length), controller.enqueue(chunk)) });
      }
    }
    vi.stubGlobal('DecompressionStream', Recorder);
    const data = new Uint8Array(100_000).fill(7);
    const sink = new Collector(data.length);
    expect(await inflateParts([data], sink)).toBe(true);
    expect(sink.bytes).toEqual([...data]);
    expect(Math.max(...lengths)).toBe(16_384);
  });

  it('stops at a stream that holds far more than is wanted', async () => {
    const sink = new Collector(10);
    expect(await inflateParts([new Uint8Array(deflateSync(new Uint8Array(50_000_000)))], sink)).toBe(true);
    expect(sink.bytes.length).toBeLessThan(1_000_000);
  });
});

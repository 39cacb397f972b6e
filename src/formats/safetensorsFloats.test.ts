import { expect, it } from 'vitest';
import { widenToFloat32 } from './safetensorsFloats.ts';

/** At an odd offset, as a slice of a larger buffer may be. */
function unaligned(words: Uint16Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(words.byteLength + 1);
  bytes.set(new Uint8Array(words.buffer), 1);
  return bytes.subarray(1);
}

it('widens bf16 by its bits', () => {
  const values = widenToFloat32('BF16', unaligned(new Uint16Array([0x3f80, 0xc040, 0x0001, 0x7f80, 0x8000])));
  expect([...values]).toEqual([1, -3, 2 ** -133, Infinity, -0]);
});

it('widens fp16: normal, subnormal, largest, infinite, negative zero, NaN', () => {
  const values = widenToFloat32(
    'F16',
    unaligned(new Uint16Array([0x3c00, 0xc200, 0x0001, 0x03ff, 0x7bff, 0xfc00, 0x8000, 0x7e00])),
  );
  expect([...values]).toEqual([1, -3, 2 ** -24, 1023 * 2 ** -24, 65504, -Infinity, -0, NaN]);
});

it('keeps fp32', () => {
  const bytes = unaligned(new Uint16Array(new Float32Array([0.1, -2.5]).buffer));
  expect([...widenToFloat32('F32', bytes)]).toEqual([Math.fround(0.1), -2.5]);
});

it('refuses other types by name', () => {
  expect(() => widenToFloat32('F8_E4M3', new Uint8Array(1))).toThrow('F8_E4M3');
});

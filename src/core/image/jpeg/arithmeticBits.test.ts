import { describe, expect, it } from 'vitest';
import { ArithmeticBits } from './arithmeticBits.ts';
import { JpegInput } from './jpegInput.ts';

/** The test sequence of ITU T.81, K.4.1: 256 decisions by one adaptive state, and the code that they make. */
const DECISIONS = '00020051000000c00352872aaaaaaaaa82c02000fcd79ef674eaabf7697ee74c';
const CODE = '655b5144f7969d517855bfff00fc5184c7cef93900287d46708ecbc0f6ffd900';

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

describe('ArithmeticBits', () => {
  it('decodes the test sequence of the standard', () => {
    const bits = new ArithmeticBits(new JpegInput(bytesOfHex(CODE)));
    const state = new Uint8Array(1);
    const decisions = bytesOfHex(DECISIONS).map(() => {
      let byte = 0;
      for (let bit = 0; bit < 8; bit++) byte = byte * 2 + bits.decide(state, 0);
      return byte;
    });
    expect([...decisions]).toEqual([...bytesOfHex(DECISIONS)]);
  });

  it('calls data cut short that end without a marker', () => {
    const bits = new ArithmeticBits(new JpegInput(Uint8Array.of(0x65)));
    expect(() => bits.decide(new Uint8Array(1), 0)).toThrow('the end of the file is missing');
  });
});

import { JpegCutShort } from './jpegFault.ts';
import type { JpegInput } from './jpegInput.ts';

/** The index of the state whose probability stays at one half (ITU T.851, table 5). */
export const FIXED_STATE = 113;
/** Set in a state of the adaptive model when one is its more probable symbol. */
const ONE_IS_PROBABLE = 0x80;

/** Probability of the less probable symbol in each state (ITU T.81, table D.3), in hex, four digits each. */
const PROBABILITIES =
  '5a1d25861114080b03d801da00e5006f0036001a000d0006000300015a7f3f252cf2207c17b911820cef09a1072f055c0406030302' +
  '4001b1014400f500b7008a0068004e003b002c5ae1484c3a0d2ef1261f1f3319a8151811770e740bfb09f80861070605cd04de040f03' +
  '6302d4025c01f801a40160012500f600cb00ab008f5b124d04412c37d82fe8293c23791edf1aa9174e1424119c0f6b0d510bb60a4058' +
  '324d1c438e3bdd34ee2eae299a251655704ca944d93e22382432b42e1756a84f4647e541cf3c3d375e52314c0f4639415e562750e74b' +
  '855597504f5a10552259eb5a1d';

/** The state that follows each state when the less probable symbol came. */
const AFTER_LESS_PROBABLE = [
  1, 14, 16, 18, 20, 23, 25, 28, 30, 33, 35, 9, 10, 12, 15, 36, 38, 39, 40, 42, 43, 45, 46, 48, 49, 51, 52, 54, 56, 57,
  59, 60, 62, 63, 32, 33, 37, 64, 65, 67, 68, 69, 70, 72, 73, 74, 75, 77, 78, 79, 48, 50, 50, 51, 52, 53, 54, 55, 56,
  57, 58, 59, 61, 61, 65, 80, 81, 82, 83, 84, 86, 87, 87, 72, 72, 74, 74, 75, 77, 77, 80, 88, 89, 90, 91, 92, 93, 86,
  88, 95, 96, 97, 99, 99, 93, 95, 101, 102, 103, 104, 99, 105, 106, 107, 103, 105, 108, 109, 110, 111, 110, 112, 112,
  113,
];

/** And after the more probable one, if that is not the next state. */
const AFTER_MORE_PROBABLE: Readonly<Record<number, number>> = {
  13: 13,
  35: 9,
  63: 32,
  79: 48,
  87: 71,
  94: 86,
  100: 93,
  104: 99,
  107: 103,
  109: 107,
  111: 109,
  112: 111,
  113: 113,
};

/** States in which the less probable symbol becomes the more probable one when it comes. */
const SWITCHES = new Set([0, 14, 36, 64, 80, 88, 95, 105, 110, 112]);

const LESS_PROBABLE = Uint16Array.from(PROBABILITIES.match(/..../g) ?? [], (digits) => Number.parseInt(digits, 16));
const NEXT_LESS = Uint8Array.from(AFTER_LESS_PROBABLE, (next, state) => next | (SWITCHES.has(state) ? 0x80 : 0));
const NEXT_MORE = Uint8Array.from(AFTER_LESS_PROBABLE, (_, state) => AFTER_MORE_PROBABLE[state] ?? state + 1);

/** The binary arithmetic decoder of ITU T.81, annex D. */
export class ArithmeticBits {
  private readonly input: JpegInput;
  /** What is left of the code, and the size of the interval that it lies in. */
  private code = 0;
  private interval = 0;
  /** Bits of `code` not yet used; negative until the first two bytes are in. */
  private shift = -16;

  constructor(input: JpegInput) {
    this.input = input;
  }

  restart(): void {
    this.code = 0;
    this.interval = 0;
    this.shift = -16;
  }

  /** The next decision, 0 or 1, by the adaptive state that stands at `place` of `states`. */
  decide(states: Uint8Array, place: number): number {
    while (this.interval < 0x8000) this.renormalise();
    const state = states[place] ?? 0;
    const index = state & 0x7f;
    const less = LESS_PROBABLE[index] ?? 0;
    const more = this.interval - less;
    const isUpper = this.code >= more << this.shift;
    if (isUpper) this.code -= more << this.shift;
    this.interval = isUpper ? less : more;
    if (!isUpper && more >= 0x8000) return state >> 7;
    // The smaller interval may belong to the more probable symbol: then the two are exchanged.
    const isProbable = isUpper === more < less;
    const next = (isProbable ? NEXT_MORE[index] : NEXT_LESS[index]) ?? 0;
    states[place] = (state & ONE_IS_PROBABLE) ^ next;
    return (state >> 7) ^ (isProbable ? 0 : 1);
  }

  private renormalise(): void {
    if (--this.shift < 0) {
      this.code = (this.code << 8) | this.nextByte();
      this.shift += 8;
      if (this.shift < 0 && ++this.shift === 0) this.interval = 0x8000;
    }
    this.interval <<= 1;
  }

  /** Zeros follow the data's end: an encoder may leave trailing zeros out. */
  private nextByte(): number {
    const { input } = this;
    if (input.marker !== 0) return 0;
    const byte = this.require();
    if (byte !== 0xff) return byte;
    let code = 0xff;
    while (code === 0xff) code = this.require();
    input.marker = code;
    return code === 0 ? 0xff : 0;
  }

  private require(): number {
    const byte = this.input.bytes[this.input.at++];
    if (byte === undefined) throw new JpegCutShort();
    return byte;
  }
}

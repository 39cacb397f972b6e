import { ArithmeticBits, FIXED_STATE } from './arithmeticBits.ts';
import type { EntropyDecoder } from './entropyDecoder.ts';
import type { JpegInput } from './jpegInput.ts';
import type { JpegTables } from './jpegTables.ts';
import type { Scan, ScanComponent } from './scan.ts';
import { NATURAL_ORDER } from './zigzag.ts';

const DC_STATES = 64;
const AC_STATES = 256;
/** Where the states of large DC and AC magnitudes start (ITU T.81, tables F.4 and F.5). */
const DC_MAGNITUDES = 20;
const AC_LOW_MAGNITUDES = 189;
const AC_HIGH_MAGNITUDES = 217;
/** From the state of a magnitude's category to the state of its lower bits. */
const TO_LOWER_BITS = 14;
/** A magnitude that no valid file holds. */
const TOO_LARGE = 0x8000;

/** Arithmetic coding, sequential (ITU T.81, F.2.4) or progressive (G.2). */
export class ArithmeticScan implements EntropyDecoder {
  private readonly bits: ArithmeticBits;
  private readonly input: JpegInput;
  private readonly scan: Scan;
  private readonly tables: JpegTables;
  private readonly isProgressive: boolean;
  private readonly dcStates = new Map<number, Uint8Array>();
  private readonly acStates = new Map<number, Uint8Array>();
  private readonly fixed = Uint8Array.of(FIXED_STATE);
  private readonly predictions: Int32Array;
  private readonly contexts: Int32Array;
  /** Whether something impossible was decoded: nothing more of the segment is used. */
  private failed = false;

  constructor(input: JpegInput, scan: Scan, tables: JpegTables, isProgressive: boolean) {
    this.bits = new ArithmeticBits(input);
    this.input = input;
    this.scan = scan;
    this.tables = tables;
    this.isProgressive = isProgressive;
    this.predictions = new Int32Array(scan.components.length);
    this.contexts = new Int32Array(scan.components.length);
    for (const { dcTable, acTable } of scan.components) {
      this.dcStates.set(dcTable, new Uint8Array(DC_STATES));
      this.acStates.set(acTable, new Uint8Array(AC_STATES));
    }
  }

  startMcu(): boolean {
    return true;
  }

  restart(): void {
    this.input.takeRestart();
    this.bits.restart();
    this.failed = false;
    this.predictions.fill(0);
    this.contexts.fill(0);
    for (const states of [...this.dcStates.values(), ...this.acStates.values()]) states.fill(0);
  }

  block(k: number, coefficients: Int16Array, at: number): void {
    const component = this.scan.components[k];
    const { first, last, highBit } = this.scan;
    if (component === undefined) return;
    if (!this.isProgressive) {
      if (!this.failed) this.dc(k, component, coefficients, at, 0);
      if (!this.failed) this.ac(component, coefficients, at, 1, 63, 0);
    } else if (first === 0 && highBit > 0) {
      this.refineDc(coefficients, at);
    } else if (!this.failed) {
      if (first === 0) this.dc(k, component, coefficients, at, this.scan.lowBit);
      else if (highBit === 0) this.ac(component, coefficients, at, first, last, this.scan.lowBit);
      else this.refineAc(component, coefficients, at);
    }
  }

  private dc(k: number, { dcTable }: ScanComponent, coefficients: Int16Array, at: number, lowBit: number): void {
    const states = this.dcStates.get(dcTable) ?? this.fixed;
    const context = this.contexts[k] ?? 0;
    if (this.bits.decide(states, context) === 0) {
      this.contexts[k] = 0;
    } else {
      const sign = this.bits.decide(states, context + 1);
      const difference = this.dcDifference(k, states, context + 2 + sign, sign, dcTable);
      if (this.failed) return;
      this.predictions[k] = ((this.predictions[k] ?? 0) + difference) & 0xffff;
    }
    coefficients[at] = (this.predictions[k] ?? 0) << lowBit;
  }

  private dcDifference(k: number, states: Uint8Array, start: number, sign: number, table: number): number {
    let place = start;
    let magnitude = this.bits.decide(states, place);
    if (magnitude !== 0) {
      place = DC_MAGNITUDES;
      while (this.bits.decide(states, place) === 1) {
        magnitude <<= 1;
        if (this.failAt(magnitude)) return 0;
        place++;
      }
    }
    this.contexts[k] = this.dcContext(magnitude, sign, table);
    return this.signedValue(states, place + TO_LOWER_BITS, magnitude, sign);
  }

  /** How the next difference is conditioned by this one (ITU T.81, F.1.4.4.1.2). */
  private dcContext(magnitude: number, sign: number, table: number): number {
    const { dcLower, dcUpper } = this.tables.conditioning;
    if (magnitude < (1 << (dcLower[table] ?? 0)) >> 1) return 0;
    return (magnitude > (1 << (dcUpper[table] ?? 0)) >> 1 ? 12 : 4) + sign * 4;
  }

  private ac(
    { acTable }: ScanComponent,
    coefficients: Int16Array,
    at: number,
    first: number,
    last: number,
    lowBit: number,
  ): void {
    const { bits } = this;
    const states = this.acStates.get(acTable) ?? this.fixed;
    for (let index = first; index <= last; index++) {
      if (bits.decide(states, 3 * (index - 1)) === 1) return;
      while (bits.decide(states, 3 * (index - 1) + 1) === 0) {
        index++;
        this.failed = index > last;
        if (this.failed) return;
      }
      const sign = bits.decide(this.fixed, 0);
      const value = this.acValue(states, index, sign, acTable);
      if (this.failed) return;
      coefficients[at + (NATURAL_ORDER[index] ?? 0)] = value << lowBit;
    }
  }

  private acValue(states: Uint8Array, index: number, sign: number, table: number): number {
    let place = 3 * (index - 1) + 2;
    let magnitude = this.bits.decide(states, place);
    if (magnitude !== 0 && this.bits.decide(states, place) === 1) {
      magnitude <<= 1;
      const isLow = index <= (this.tables.conditioning.acThreshold[table] ?? 0);
      place = isLow ? AC_LOW_MAGNITUDES : AC_HIGH_MAGNITUDES;
      while (this.bits.decide(states, place) === 1) {
        magnitude <<= 1;
        if (this.failAt(magnitude)) return 0;
        place++;
      }
    }
    return this.signedValue(states, place + TO_LOWER_BITS, magnitude, sign);
  }

  private failAt(magnitude: number): boolean {
    this.failed = magnitude === TOO_LARGE;
    return this.failed;
  }

  /** A value from its highest bit (0 and 1 alike stand for the smallest), its lower bits and its sign. */
  private signedValue(states: Uint8Array, place: number, magnitude: number, sign: number): number {
    let value = magnitude;
    for (let bit = magnitude >> 1; bit > 0; bit >>= 1) {
      if (this.bits.decide(states, place) === 1) value |= bit;
    }
    return sign === 1 ? -(value + 1) : value + 1;
  }

  private refineDc(coefficients: Int16Array, at: number): void {
    if (this.bits.decide(this.fixed, 0) === 1) {
      coefficients[at] = (coefficients[at] ?? 0) | (1 << this.scan.lowBit);
    }
  }

  private refineAc({ acTable }: ScanComponent, coefficients: Int16Array, at: number): void {
    const { first, last, lowBit } = this.scan;
    const states = this.acStates.get(acTable) ?? this.fixed;
    let known = last;
    while (known > 0 && coefficients[at + (NATURAL_ORDER[known] ?? 0)] === 0) known--;
    for (let index = first; index <= last; index++) {
      if (index > known && this.bits.decide(states, 3 * (index - 1)) === 1) return;
      while (!this.refineOne(states, index, coefficients, at + (NATURAL_ORDER[index] ?? 0), 1 << lowBit)) {
        index++;
        this.failed = index > last;
        if (this.failed) return;
      }
    }
  }

  /** Corrects a coefficient or makes it nonzero; false when it stays zero. */
  private refineOne(states: Uint8Array, index: number, coefficients: Int16Array, place: number, bit: number): boolean {
    const value = coefficients[place] ?? 0;
    const start = 3 * (index - 1);
    if (value !== 0) {
      if (this.bits.decide(states, start + 2) === 1) coefficients[place] = value < 0 ? value - bit : value + bit;
      return true;
    }
    if (this.bits.decide(states, start + 1) === 0) return false;
    coefficients[place] = this.bits.decide(this.fixed, 0) === 1 ? -bit : bit;
    return true;
  }
}

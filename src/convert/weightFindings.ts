/**
 * Oddities that a conversion finds in weights and goes on with. It reports them at its end, and in the package's
 * manifest.
 */
import * as v from 'valibot';
import type { RowAudit } from './auditRows.ts';
import type { EncodedRows } from './encodeRows.ts';
import type { WeightEncoding } from './graphs/weightEncoding.ts';
import type { PlacedWeight } from './graphs/weightLayout.ts';
import { listed } from '../core/listed.ts';
import { rewardOfWeight } from './rewards/rewards.ts';

/** Plain data, which the journal keeps. */
export const weightFinding = v.object({
  kind: v.picklist(['saturated', 'scaleSaturated', 'scaleVanished', 'zero']),
  /** Canonical name. */
  tensor: v.string(),
  /** Elements or blocks that it is about. */
  count: v.number(),
  /** The largest magnitude in the tensor. */
  largest: v.number(),
});
export type WeightFinding = v.InferOutput<typeof weightFinding>;

const F16_MAX_BITS = 0x7bff;

/** Adds up the pieces of one weight. */
export class WeightAudit {
  #largest = 0;
  #beyondF16 = 0;
  #zeroBlocks = 0;
  #zeroScales = 0;
  #saturatedScales = 0;

  add({ encoding }: PlacedWeight, { largest, beyondF16, zeroBlocks }: RowAudit, encoded: EncodedRows): void {
    this.#largest = Math.max(this.#largest, largest);
    this.#beyondF16 += beyondF16;
    this.#zeroBlocks += zeroBlocks;
    const scales = scaleMagnitudes(encoding, encoded);
    for (let i = 0; i < scales.length; i++) if (scales[i] === 0) this.#zeroScales++;
    if (encoding.kind !== 'quantized' || encoding.scaleType !== 'float16' || beyondF16 === 0) return;
    for (const bits of scales) if (bits === F16_MAX_BITS) this.#saturatedScales++;
  }

  /** Of the whole weight. */
  findings({ tensor, encoding }: PlacedWeight): WeightFinding[] {
    const largest = this.#largest;
    const isHalf = encoding.kind === 'dense' && encoding.type === 'float16';
    const counts: readonly (readonly [WeightFinding['kind'], number])[] = [
      ['saturated', isHalf ? this.#beyondF16 : 0],
      ['scaleSaturated', this.#saturatedScales],
      ['scaleVanished', this.#zeroScales - this.#zeroBlocks],
      ['zero', largest === 0 && tensor.endsWith('.weight') ? 1 : 0],
    ];
    return counts.flatMap(([kind, count]) => (count > 0 ? [{ kind, tensor, count, largest }] : []));
  }
}

/** The bits of a piece's scales without their signs: of blocks, in the second part of a quantised weight. */
function scaleMagnitudes(encoding: WeightEncoding, [, scales]: EncodedRows): Uint16Array | Uint32Array {
  if (encoding.kind !== 'quantized' || !scales) return new Uint16Array();
  const { buffer, byteOffset, byteLength } = scales;
  return encoding.scaleType === 'float16'
    ? new Uint16Array(buffer, byteOffset, byteLength / 2).map((bits) => bits & 0x7fff)
    : new Uint32Array(buffer, byteOffset, byteLength / 4).map((bits) => bits & 0x7fffffff);
}

const WAY_OUT = 'Scores may differ from those of the checkpoint: convert it to q4 or q8, which compute in 32 bits.';

/** A sentence for each kind of finding, with the tensors that it is about. */
export function findingTexts(findings: readonly WeightFinding[]): string[] {
  return weightFinding.entries.kind.options.flatMap((kind) => {
    const some = findings.filter((finding) => finding.kind === kind);
    return some.length === 0 ? [] : [textOf(kind, some)];
  });
}

function textOf(kind: WeightFinding['kind'], findings: readonly WeightFinding[]): string {
  const names = listed(findings.map(({ tensor }) => tensor));
  const count = findings.reduce((sum, each) => sum + each.count, 0);
  const largest = Math.max(...findings.map((each) => each.largest));
  switch (kind) {
    case 'saturated':
      return `${counted(count, 'weight')} of ${names} did not fit into 16 bits and became 65504 (the largest is ${largest}). ${WAY_OUT}`;
    case 'scaleSaturated':
      return `The scales of ${counted(count, 'block')} of ${names} did not fit into 16 bits and became 65504 (the largest weight is ${largest}). ${WAY_OUT}`;
    case 'scaleVanished':
      return `${counted(count, 'block')} of ${names} had weights too small for their scales, and became zero.`;
    case 'zero':
      return `All weights are zero in ${names}: ${findings.some(({ tensor }) => rewardOfWeight(tensor)) ? 'every picture gets the same reward from such a head' : 'the checkpoint may not be trained'}.`;
  }
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

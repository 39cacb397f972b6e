import type { PortableItem } from '../core/dataset/portableItem.ts';
import type { KeptOutcome } from './keptOutcome.ts';
import type { PackedOutcomes } from './packedOutcomes.ts';

/** A part of a batch, on its way to whoever reads it piece by piece: 100,000 rows at once would stop the page. */
export interface BatchPortion {
  readonly items: readonly PortableItem[];
  readonly outcomes: readonly KeptOutcome[];
  /** Further outcomes. */
  readonly packed?: PackedOutcomes;
}

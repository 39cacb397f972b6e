import type { DatasetItem, ImageReference } from '../../core/dataset/datasetItem.ts';
import { createStringPool } from './stringPool.ts';

/** Orders of a few edits. Those of many edits are as many as items. */
const MAX_RANKS = 1000;

/**
 * Gives items that share what is equal in them: a million pairs have few models and orders, and several pairs one source and one
 * instruction.
 */
export function createCompactor(): (item: DatasetItem) => DatasetItem {
  const share = createStringPool();
  const ranksHeld = new Map<string, readonly number[]>();

  function shareImage(image: ImageReference): ImageReference {
    return image.kind === 'file' ? { kind: 'file', name: share(image.name) } : image;
  }

  function shareRanks(ranks: readonly number[]): readonly number[] {
    const key = ranks.join();
    const held = ranksHeld.get(key);
    if (!held && ranksHeld.size < MAX_RANKS) ranksHeld.set(key, ranks);
    return held ?? ranks;
  }

  return (item) => ({
    ...item,
    instruction: share(item.instruction),
    source: shareImage(item.source),
    candidates: item.candidates.map((candidate) => ({
      image: shareImage(candidate.image),
      model: candidate.model === undefined ? undefined : share(candidate.model),
      humanScore: candidate.humanScore,
    })),
    ranks: item.ranks && shareRanks(item.ranks),
  });
}

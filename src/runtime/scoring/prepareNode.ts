import { segmentTokenCount, tokenPositions } from '../../core/model/tokenPositions.ts';
import type { PlannedImages, PlanNode } from '../../core/plan/scoringPlan.ts';
import type { WaitingNode } from '../model/decoder.ts';
import type { EmbeddingTable } from '../model/embeddingTable.ts';
import type { PlacedImage } from '../model/tokenRun.ts';
import type { EmbeddedImage } from '../model/visionTower.ts';

export interface NodeSources {
  readonly embedding: Pick<EmbeddingTable, 'columns' | 'copyRows'>;
  readonly images: PlannedImages;
  readonly embedImage: (image: number) => Promise<EmbeddedImage>;
}

/**
 * A node as the decoder takes it: the embeddings of its text and of its images, and what the decoder must know of them.
 */
export async function prepareNode(
  node: PlanNode,
  { embedding, images, embedImage }: NodeSources,
): Promise<WaitingNode> {
  const { segments, tokenCount, start, position } = node;
  const hiddenStates = new Float32Array(tokenCount * embedding.columns);
  const placed: PlacedImage[] = [];
  let token = 0;
  for (const segment of segments) {
    if (segment.kind === 'image') {
      const image = await embedImage(segment.image);
      hiddenStates.set(image.embeds, token * embedding.columns);
      placed.push({ token, image });
    } else await embedding.copyRows(segment.ids, hiddenStates, token * embedding.columns);
    token += segmentTokenCount(segment, images.grids);
  }
  const positions = tokenPositions(segments, images.grids, position, images.positions);
  return { run: { count: tokenCount, start, positions, images: placed, queryRows: [tokenCount - 1] }, hiddenStates };
}

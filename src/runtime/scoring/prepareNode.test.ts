import { expect, it } from 'vitest';
import { at } from '../../core/at.ts';
import { planScoring, type PlannedImages } from '../../core/plan/scoringPlan.ts';
import { prepareNode } from './prepareNode.ts';

const images: PlannedImages = {
  grids: [
    { rows: 2, columns: 1 },
    { rows: 1, columns: 1 },
  ],
  positions: 'mrope',
};
const embedded = [
  { embeds: Float32Array.of(1, 2, 3, 4), deepstack: [] },
  { embeds: Float32Array.of(5, 6), deepstack: [] },
];
/** The embedding of a token is its id, and the id negated. */
const embedding = {
  columns: 2,
  async copyRows(ids: readonly number[], target: Float32Array, offset: number) {
    for (const [index, id] of ids.entries()) target.set([id, -id], offset + 2 * index);
  },
};

it('puts text and images of a node in their places, and tells where they are', async () => {
  const segments = [
    { kind: 'tokens', ids: [7] },
    { kind: 'image', image: 0 },
    { kind: 'tokens', ids: [8, 9] },
    { kind: 'image', image: 1 },
    { kind: 'tokens', ids: [10] },
  ] as const;
  const root = at(planScoring([{ candidate: 0, prompt: 0, segments }], images), 0);
  const second = at(root.children, 0);
  const embedImage = async (image: number) => at(embedded, image);
  const { run, hiddenStates } = await prepareNode(second, { embedding, images, embedImage });
  expect([...hiddenStates]).toEqual([8, -8, 9, -9, 5, 6]);
  const places = Int32Array.of(3, 4, 5);
  expect(run).toEqual({
    count: 3,
    start: 3,
    positions: [places, places, places],
    images: [{ token: 2, image: at(embedded, 1) }],
    queryRows: [2],
  });
});

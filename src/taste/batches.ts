import { groupBy } from '../core/groupBy.ts';
import type { Random } from '../evaluation/statistics/random.ts';
import type { Labels } from './trainingSet.ts';

/** Labels whose pictures are named by their place among `rows`, the pictures of the batch. */
export interface Batch {
  readonly rows: readonly number[];
  readonly labels: Labels;
}

/** All labels of the same pictures stay together: a head runs for a picture once. In a new order each time. */
export function drawBatches(labels: Labels, size: number, random: Random): Batch[] {
  const groups = [...groupBy(labels.votes, ({ first, second }) => `${first}/${second}`).values()].map(
    (votes): Labels => ({ votes, grades: [] }),
  );
  const graded = [...groupBy(labels.grades, ({ picture }) => picture).values()].map((grades): Labels => ({
    votes: [],
    grades,
  }));
  const order = shuffle([...groups, ...graded], random);
  return Array.from({ length: Math.ceil(order.length / size) }, (_, k) =>
    batchOf(order.slice(k * size, (k + 1) * size)),
  );
}

/** In place: `Random.shuffled` takes time with the square of the length. */
function shuffle<Item>(items: Item[], random: Random): Item[] {
  for (let end = items.length - 1; end > 0; end--) {
    const other = random.integer(0, end);
    [items[end], items[other]] = [items[other] as Item, items[end] as Item];
  }
  return items;
}

export function batchOf(parts: readonly Labels[]): Batch {
  const places = new Map<number, number>();
  const placeOf = (row: number): number => {
    const place = places.get(row) ?? places.size;
    places.set(row, place);
    return place;
  };
  const votes = parts.flatMap((part) =>
    part.votes.map((vote) => ({ ...vote, first: placeOf(vote.first), second: placeOf(vote.second) })),
  );
  const grades = parts.flatMap((part) => part.grades.map((grade) => ({ ...grade, picture: placeOf(grade.picture) })));
  return { rows: [...places.keys()], labels: { votes, grades } };
}

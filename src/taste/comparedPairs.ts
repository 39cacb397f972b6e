/** Each two of so many pictures are compared. Of 10,000 that would be fifty million votes, more than a tab has room for. */
const MOST_EACH_WITH_EACH = 64;
/** Of more, each picture is compared with twice as many others, as far apart in the list as can be and as near. */
const DISTANCES = 32;

/** The places in a list of `count` pictures of those two that are compared; no two twice. */
export function comparedPairs(count: number): (readonly [number, number])[] {
  const places = Array.from({ length: count }, (_, place) => place);
  if (count <= MOST_EACH_WITH_EACH) {
    return places.flatMap((first) => places.slice(first + 1).map((second) => [first, second] as const));
  }
  // Less than half around the list, so that none is met again from the other side.
  const farthest = Math.floor((count - 1) / 2);
  const distances = Array.from({ length: DISTANCES }, (_, k) => 1 + Math.floor((k * farthest) / DISTANCES));
  return places.flatMap((first) => distances.map((distance) => [first, (first + distance) % count] as const));
}

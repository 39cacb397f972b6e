/** The least of 1, 2 and 5 times a power of ten of which at most `most` fit into `length`: steps that people can count in. */
export function niceStep(length: number, most: number): number {
  if (!(length > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(length / most));
  return power * ([1, 2, 5].find((factor) => factor * power * most >= length) ?? 10);
}

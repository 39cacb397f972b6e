/** Made at once: with lines, a string of some 100 KB. */
const ITEMS_A_PART = 500;

/** The texts of all items in pieces, so that those of 100,000 are never one string. */
export function* textParts<Item>(
  items: readonly Item[],
  text: (item: Item, index: number) => string,
): Generator<string> {
  for (let start = 0; start < items.length; start += ITEMS_A_PART) {
    yield items
      .slice(start, start + ITEMS_A_PART)
      .map((item, k) => text(item, start + k))
      .join('');
  }
}

/** The members of a list in JSON, without its brackets. */
export function listParts<Item>(items: readonly Item[], text: (item: Item) => string): Generator<string> {
  return textParts(items, (item, index) => `${index === 0 ? '' : ',\n'}${text(item)}`);
}

/** For people to read as well. */
export function prettyJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

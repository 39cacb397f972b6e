/** Made at once. With lines of results this is a string of some 100 KB. */
const ITEMS_A_PART = 500;

/** The texts of all items in pieces: 100,000 of them are never one string. */
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

/** JSON that people can read as well. */
export function prettyJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

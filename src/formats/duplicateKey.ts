/** A key that appears twice in one object of a JSON text. `JSON.parse` silently keeps the last of them. */

/** Where a string starts, and the marks that tell keys from values. Numbers and words are of no interest. */
const MARK = /[{}[\],"]/g;

interface Level {
  /** Undefined in an array. */
  readonly keys: Set<string> | undefined;
  /** The key whose value this is. */
  readonly name: string;
}

/** The first such key of valid JSON. Values under a key of `exempt` are not looked at. */
export function findDuplicateKey(json: string, exempt: readonly string[] = []): string | undefined {
  const levels: Level[] = [];
  let expectsKey = false;
  let name = '';
  for (const token of tokensOf(json)) {
    if (token === '}' || token === ']') levels.pop();
    else if (token === '{' || token === '[') levels.push({ keys: token === '{' ? new Set() : undefined, name });
    else if (token !== ',' && expectsKey) {
      name = String(JSON.parse(token));
      if (levels.at(-1)?.keys?.has(name) && !levels.some((level) => exempt.includes(level.name))) return name;
      levels.at(-1)?.keys?.add(name);
    }
    expectsKey = (token === '{' || token === ',') && levels.at(-1)?.keys !== undefined;
  }
  return undefined;
}

/** Marks, and whole strings. */
function* tokensOf(json: string): Generator<string> {
  const mark = new RegExp(MARK);
  for (let found = mark.exec(json); found; found = mark.exec(json)) {
    if (found[0] === '"') mark.lastIndex = endOfString(json, found.index);
    yield found[0] === '"' ? json.slice(found.index, mark.lastIndex) : found[0];
  }
}

/** Character by character: for a string of some megabytes a pattern runs out of stack. */
function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}

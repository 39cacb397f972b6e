/** Parses JSON as programs write it, which is not always what the standard says. */

const STRING = String.raw`"[^"\\]*(?:\\[^][^"\\]*)*"`;
const COMMENTS_AND_NUMBERS = new RegExp(
  String.raw`${STRING}|//[^\n\r]*|/\*[^]*?\*/|#[^\n\r]*|-?\b(?:NaN|Infinity)\b`,
  'g',
);
const TRAILING_COMMAS = new RegExp(String.raw`${STRING}|,(?=\s*[}\]])`, 'g');
const PYTHON_STRING = String.raw`'[^'\\]*(?:\\[^][^'\\]*)*'`;
const NUMBER = String.raw`-?\d[\d.eE+-]*`;
const NUMBERS = new RegExp(`${STRING}|${NUMBER}`, 'g');
const PYTHON_NUMBERS = new RegExp(`${STRING}|${PYTHON_STRING}|${NUMBER}`, 'g');
/** But zero bytes, which nobody writes into a text: the file is damaged. */
// oxlint-disable-next-line no-control-regex
const CONTROL_CHARACTERS = /[\u0001-\u001f]/g;

/**
 * The value of a JSON text. It may also hold what Python writes: NaN, which means that the value is missing, and
 * Infinity. Also what Python reads with `strict=False`: line breaks inside texts. And what people write: comments, and
 * a comma after the last value. Throws `SyntaxError`.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const standard = standardJson(text);
    if (standard === text) throw error;
    return JSON.parse(standard);
  }
}

function standardJson(text: string): string {
  return text
    .replaceAll(COMMENTS_AND_NUMBERS, standardToken)
    .replaceAll(TRAILING_COMMAS, (found) => (found === ',' ? '' : found));
}

function standardToken(found: string): string {
  if (found.startsWith('"')) return found.replaceAll(CONTROL_CHARACTERS, escaped);
  if (found.endsWith('NaN')) return 'null';
  // A double that is larger than any other is infinite.
  if (found.endsWith('Infinity')) return found.replace('Infinity', '1e999');
  return ' ';
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Makes texts of the integers that a double would round: an id keeps all its digits. */
export function withLongIntegersAsTexts(text: string): string {
  return text.replaceAll(isPython(text) ? PYTHON_NUMBERS : NUMBERS, (found) => {
    const isInteger = /^-?\d+$/.test(found);
    return isInteger && !Number.isSafeInteger(Number(found)) ? `"${found}"` : found;
  });
}

/** Whether a text is a dictionary as Python prints it. */
export function isPython(text: string): boolean {
  return /^\{\s*'/.test(text);
}

const PYTHON_TOKENS = /'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"|\b(?:True|False|None|nan|inf)\b/g;
const PYTHON_WORDS: Readonly<Record<string, string>> = {
  True: 'true',
  False: 'false',
  None: 'null',
  nan: 'null',
  inf: '1e999',
};

/**
 * The value of a list or dictionary as Python prints it. pandas writes such texts into cells of tables. Undefined for
 * other texts.
 */
export function parsePython(text: string): unknown {
  try {
    return parseJson(text.replaceAll(PYTHON_TOKENS, (found) => PYTHON_WORDS[found] ?? jsonString(found)));
  } catch {
    return undefined;
  }
}

/** Python escapes as JSON does, but for a few characters. */
function jsonString(found: string): string {
  const inside = found.slice(1, -1).replaceAll(/\\x([0-9a-f]{2})|\\(')|\\?"/g, (_, code?: string, quote?: string) => {
    if (code !== undefined) return `\\u00${code}`;
    return quote ?? '\\"';
  });
  return `"${inside}"`;
}

import { withoutByteOrderMark } from './textFile.ts';

/** Matches a string, which is left alone, or a number that Python's json writes and reads and JSON does not have. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/g;

/**
 * JSON as Python's `json.loads` takes it: with Infinity and NaN. NaN becomes the text "NaN", so no field of numbers
 * accepts it. Throws SyntaxError.
 */
export function parsePythonJson(json: string): unknown {
  const text = withoutByteOrderMark(json);
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(text.replaceAll(STRING_OR_NUMBER, (token) => PLAIN_NUMBERS[token] ?? token));
  }
}

const PLAIN_NUMBERS: Readonly<Record<string, string>> = {
  NaN: '"NaN"',
  Infinity: '1e999',
  '-Infinity': '-1e999',
};

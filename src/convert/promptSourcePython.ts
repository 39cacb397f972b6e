/**
 * The string constants of a Python module: `NAME = """..."""` at the start of a line. This is a lexer, not an
 * interpreter. It knows comments and string literals
 * (https://docs.python.org/3/reference/lexical_analysis.html#string-and-bytes-literals), so it never takes text inside
 * them for an assignment.
 */

/** Undefined for a name whose value is more than one plain literal (an f-string, a sum, a call). */
export type PythonStrings = ReadonlyMap<string, string | undefined>;

const ASSIGNMENT = /([A-Za-z_]\w*)[ \t]*=(?!=)[ \t]*/y;
const LITERAL_START = /[uU]?("""|'''|"|')/y;
/** What may follow a literal that is the whole value. */
const STATEMENT_END = /[ \t]*(?:#|;|\n|$)/y;
const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  n: '\n',
  t: '\t',
  r: '\r',
};
/** Escapes of Python's that are not read here: octal, control characters, code points and names. */
const UNREAD_ESCAPES = '01234567abfvxuUN';

/** Collects the string assignments of `source`; of several to one name, the last counts. */
export function parsePythonStrings(source: string): PythonStrings {
  // Python reads every line end as \n, also inside literals.
  const text = source.replaceAll(/\r\n?/g, '\n');
  const strings = new Map<string, string | undefined>();
  let at = 0;
  while (at < text.length) {
    const assignment = isLineStart(text, at) ? match(ASSIGNMENT, text, at) : undefined;
    if (assignment !== undefined) {
      const [whole, name = ''] = assignment;
      at += whole.length;
      const literal = readLiteral(text, at);
      const plain = literal !== undefined && match(STATEMENT_END, text, literal.end) !== undefined;
      strings.set(name, plain ? literal.value : undefined);
    }
    at = skipToken(text, at);
  }
  return strings;
}

interface Literal {
  /** Undefined when it holds an escape that is not read here. */
  readonly value: string | undefined;
  readonly end: number;
}

/** The literal that starts at `at`, when one does and it is closed. */
function readLiteral(text: string, at: number): Literal | undefined {
  const start = match(LITERAL_START, text, at);
  const quote = start?.[1];
  if (start === undefined || quote === undefined) return undefined;
  const bodyStart = at + start[0].length;
  const bodyEnd = closingQuote(text, bodyStart, quote);
  if (bodyEnd === undefined) return undefined;
  return { value: unescape(text.slice(bodyStart, bodyEnd)), end: bodyEnd + quote.length };
}

function closingQuote(text: string, start: number, quote: string): number | undefined {
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text.startsWith(quote, at)) return at;
    else if (text[at] === '\n' && quote.length === 1) return undefined;
  }
  return undefined;
}

function unescape(body: string): string | undefined {
  let value = '';
  for (let at = 0; at < body.length; at++) {
    const character = body[at] ?? '';
    if (character !== '\\') {
      value += character;
      continue;
    }
    at++;
    const escaped = body[at] ?? '';
    if (UNREAD_ESCAPES.includes(escaped)) return undefined;
    // Python leaves an unknown escape as it stands, backslash and all.
    value += SIMPLE_ESCAPES[escaped] ?? `\\${escaped}`;
  }
  return value;
}

/** The end of the comment, literal or character at `at`. */
function skipToken(text: string, at: number): number {
  if (text[at] === '#') {
    const lineEnd = text.indexOf('\n', at);
    return lineEnd < 0 ? text.length : lineEnd + 1;
  }
  return readLiteral(text, at)?.end ?? at + 1;
}

function isLineStart(text: string, at: number): boolean {
  return at === 0 || text[at - 1] === '\n';
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

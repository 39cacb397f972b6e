import { expect, it } from 'vitest';
import { parsePythonStrings } from './promptSourcePython.ts';

const value = (source: string) => parsePythonStrings(source).get('A');

it.each([
  ['A = "x"', 'x'],
  ["A='x'", 'x'],
  ['A = """\nline "quoted"\n"""\n', '\nline "quoted"\n'],
  ["A = '''it's'''", "it's"],
  ['A = u"x"  # comment', 'x'],
  ['A = "x"; B = 1', 'x'],
  ['A = "a\\n\\t\\\\\\"\\\'"', 'a\n\t\\"\''],
  ['A = """a\\\nb"""', 'ab'],
  ['A = "\\d \\."', '\\d \\.'],
  ['A = """a\r\nb\rc"""', 'a\nb\nc'],
  ['A = ""', ''],
  ['A = "first"\nA = "second"', 'second'],
])('%j gives %j', (source, expected) => {
  expect(value(source)).toBe(expected);
});

it.each([
  'A = f"x"',
  'A = r"x"',
  'A = "x" + "y"',
  'A = "x" "y"',
  'A = ("x")',
  'A = "x".strip()',
  'A = "\\x41"',
  'A = "\\u0041"',
  'A = "open',
  'A = """open',
])('%j is known, but not one plain string', (source) => {
  expect(parsePythonStrings(source).has('A')).toBe(true);
  expect(value(source)).toBeUndefined();
});

it.each([
  '# A = "x"',
  '  A = "x"',
  'A == "x"',
  'B = """\nA = "x"\n"""',
  '"""\nA = "x"\n"""',
  '# B = """\n# A = "x"\n# """',
  'f(A="x")',
])('%j assigns nothing to A', (source) => {
  expect(parsePythonStrings(source).has('A')).toBe(false);
});

it('reads on after an apostrophe in a comment', () => {
  expect(value("# it's a comment\nA = 'x'")).toBe('x');
});

import { expect, it } from 'vitest';
import { parsePythonJson } from './pythonJson.ts';

it.each([
  ['{"a": 1}', { a: 1 }],
  ['\ufeff{"a": 1}', { a: 1 }],
  [
    '{"a": NaN, "b": [Infinity, -Infinity], "c": "NaN, \\"Infinity"}',
    { a: 'NaN', b: [Infinity, -Infinity], c: 'NaN, "Infinity' },
  ],
])('%s gives %j', (json, expected) => {
  expect(parsePythonJson(json)).toEqual(expected);
});

it.each(['{"a": Nan}', '{"a": NaNs}', '{', '{"a": +Infinity}'])('refuses %s', (json) => {
  expect(() => parsePythonJson(json)).toThrow(SyntaxError);
});

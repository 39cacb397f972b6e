import { describe, expect, it } from 'vitest';
import { resultsOf } from './droppedResults.ts';

const [scores, picture] = ['set_scores.jsonl', 'a.png'].map((name) => new File([name], name));
const files = [scores, picture].filter((file) => file !== undefined);

describe('resultsOf', () => {
  it('takes files as they are, so that what is none is named', () => {
    expect(resultsOf({ kind: 'files', files }).map(({ name }) => name)).toEqual(['set_scores.jsonl', 'a.png']);
  });

  it('takes of a folder what may be results', () => {
    const inside = files.map((file) => ({ path: `out/${file.name}`, file }));
    inside.push({ path: 'out/._set_scores.jsonl', file: new File([], '._set_scores.jsonl') });
    expect(resultsOf({ kind: 'folder', files: inside })).toEqual([{ name: 'set_scores.jsonl', blob: scores }]);
  });
});

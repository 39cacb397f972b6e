import { describe, expect, it } from 'vitest';
import { joinJudgeFiles, parseJudgeFile } from './readJudge.ts';

function entry(id: string, human: string, judge: string, more: object = {}) {
  return {
    id,
    instruction: `do ${id}`,
    human_vote: human,
    model_response: `I think so. [[${judge}]]`,
    model_vote: judge,
    is_correct: human === judge,
    score_1: 1,
    score_2: null,
    model_1: 'a',
    model_2: null,
    comparison_type: 'AvsB',
    ...more,
  };
}

function fileOf(size: number, ...results: readonly (object | null)[]) {
  const head = { model_name: 'gpt5', template: `pairwise_${size}pair`, dataset_name: 'TIGER-Lab/EditReward-Bench' };
  return { ...head, total_examples: 2, correct_examples: 1, data_type: `huggingface_${size}pair`, results };
}

describe('parseJudgeFile', () => {
  it('reads what a judge said of each pair of two, beside what people said', () => {
    const read = parseJudgeFile('j.json', fileOf(2, entry('x_1', 'A>B', 'A>B'), null, entry('x_1', 'A=B', 'B>A')));
    expect(read).toEqual({
      name: 'gpt5',
      size: 2,
      unanswered: 1,
      votes: [
        { item: 'x_1 1', size: 2, instruction: 'do x_1', editors: ['a', undefined], human: 1, judge: 1, isRight: true },
        {
          item: 'x_1 3',
          size: 2,
          instruction: 'do x_1',
          editors: ['a', undefined],
          human: 0,
          judge: -1,
          isRight: false,
        },
      ],
    });
  });

  it('joins the pairs of three as the official code does, by the beginning of their ids', () => {
    const votes = [
      entry('s1_AB', 'A>B', 'A>B'),
      entry('s1_AC', 'C>A', 'A>C', { comparison_type: 'AvsC' }),
      entry('0123456789abc', 'B>C', 'C>B', { comparison_type: 'BvsC' }),
    ];
    const { votes: read } = parseJudgeFile('j.json', fileOf(3, ...votes));
    expect(read.map(({ item, human, judge }) => [item, human, judge])).toEqual([
      ['s1', 1, 1],
      ['s1', -1, 1],
      ['0123456789', 1, -1],
    ]);
  });

  it('takes an answer without a verdict for no vote', () => {
    const { votes, unanswered } = parseJudgeFile('j.json', fileOf(2, entry('x', 'A>B', 'Unknown')));
    expect([votes[0]?.judge, unanswered]).toEqual([undefined, 0]);
  });

  it('counts a tie as the official code does, which compares the texts', () => {
    const { votes } = parseJudgeFile('j.json', fileOf(2, entry('x', 'A=B=Good', 'A=B')));
    expect(votes[0]).toMatchObject({ human: 0, judge: 0, isRight: false });
  });

  it('reads a run that is under way by its template', () => {
    const { data_type: _, ...unfinished } = fileOf(4, entry('x_1', 'D>A', 'D>A'));
    expect(parseJudgeFile('j.json', unfinished)).toMatchObject({ size: 4, votes: [{ human: -1, judge: -1 }] });
  });

  it.each([
    [{ ...fileOf(2), data_type: 'other', template: '' }, 'j.json does not say of how many edits its items are.'],
    [fileOf(2, entry('x', 'A>B', 'A>B', { id: 7 })), 'j.json, entry 1: id should be string and is 7.'],
    [fileOf(2, entry('x', 'first', 'A>B')), 'j.json, entry 1: human_vote is "first", which is not understood.'],
    [
      fileOf(2, entry('x', 'A>B', 'B>A', { is_correct: true })),
      'j.json, entry 1: is_correct is true, and people said A>B and the judge B>A. The file was changed.',
    ],
  ])('refuses what it cannot be sure of', (value, message) => {
    expect(() => parseJudgeFile('j.json', value)).toThrow(message);
  });
});

describe('joinJudgeFiles', () => {
  const two = { file: 'two.json', judge: parseJudgeFile('two.json', fileOf(2, entry('x', 'A>B', 'A>B'), null)) };
  const three = { file: 'three.json', judge: parseJudgeFile('three.json', fileOf(3, entry('y', 'A>B', 'B>A'), null)) };

  it('makes one of the files of a judge', () => {
    const joined = joinJudgeFiles([two, three]);
    expect([joined.name, joined.votes.map(({ size }) => size), joined.unanswered]).toEqual(['gpt5', [2, 3], 2]);
  });

  it('refuses two runs of a judge', () => {
    expect(() => joinJudgeFiles([two, three, { ...two, file: 'again.json' }])).toThrow(
      'two.json and again.json are of the same judge, gpt5, and both of items of 2 edits. Give those of one run.',
    );
  });
});

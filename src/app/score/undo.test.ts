import { describe, expect, it } from 'vitest';
import { allPictures } from './pictures.ts';
import { rankedCandidates, scoreOf } from './rankedCandidates.ts';
import { added, afterRun, newPicture, readyState, reduce, reduceAll, scored } from './stageSamples.ts';
import { staleReason } from './staleness.ts';
import type { StageView } from './stageState.ts';
import { latestUndoText } from './undo.ts';

const UNDO = { type: 'undone' } as const;
const namesOf = (view: StageView) => allPictures(view).map(({ name }) => name);
const done = afterRun(readyState(3), [scored(1), scored(2), scored(3)]);

describe('undo', () => {
  it('brings a removed candidate back to its place, with its score', () => {
    const removed = reduce(done, { type: 'pictureRemoved', id: 3 });
    expect(latestUndoText(removed)).toBe('Undo removing b.png');
    const back = reduce(removed, UNDO);
    expect(namesOf(back)).toEqual(['source.png', 'a.png', 'b.png', 'c.png']);
    expect(rankedCandidates(back.candidates, 0.5).map((one) => scoreOf(one)?.reward)).toEqual([3, 2, 1]);
    expect(latestUndoText(back)).toBeUndefined();
    expect(reduce(back, UNDO)).toBe(back);
  });

  it('brings it back without its score if others are scored for something else by now', () => {
    const renewed = afterRun(
      reduceAll(
        [
          { type: 'pictureRemoved', id: 3 },
          { type: 'instructionChanged', instruction: 'another' },
        ],
        done,
      ),
      [scored(1), scored(2)],
    );
    expect(reduce(renewed, UNDO).candidates.map((one) => scoreOf(one)?.reward)).toEqual([1, undefined, 2]);
  });

  it('puts a source back that was removed or replaced, and with it the scores hold again', () => {
    const removed = reduce(done, { type: 'pictureRemoved', id: 1 });
    expect(latestUndoText(removed)).toBe('Undo removing the source');
    const pictures = [newPicture('other.png')];
    const replaced = reduce(removed, UNDO);
    const other = reduce(replaced, { type: 'picturesAdded', pictures, problems: [], place: 'source' });
    expect(latestUndoText(other)).toBe('Undo replacing the source');
    expect(staleReason(other)).toBe('the previous source');
    const back = reduce(other, UNDO);
    expect(back.source?.name).toBe('source.png');
    expect(staleReason(back)).toBeUndefined();
  });

  it('brings back all that was cleared, and sets aside what came since', () => {
    const cleared = reduce(done, { type: 'cleared' });
    expect(namesOf(cleared)).toEqual([]);
    expect(latestUndoText(cleared)).toBe('Undo clearing');
    const back = reduceAll([added('late.png'), UNDO], cleared);
    expect(namesOf(back)).toEqual(namesOf(done));
    expect(back.instruction).toBe('add a hat');
    expect(scoreOf(back.candidates[2] ?? expect.fail())?.reward).toBe(3);
    expect(namesOf(reduce(back, { type: 'workRestored' }))).toEqual(['late.png']);
  });

  it('takes back the latest change first, and remembers no more than twenty', () => {
    const many = Array.from({ length: 25 }, (_, index) => `${index}.png`);
    const full = reduce(readyState(1), added(...many));
    const removals = full.candidates.map(({ picture: { id } }) => ({ type: 'pictureRemoved', id }) as const);
    const back = reduceAll(
      Array.from({ length: 30 }, () => UNDO),
      reduceAll(removals, full),
    );
    expect(namesOf(back)).toEqual(['source.png', ...namesOf(full).slice(-20)]);
  });
});

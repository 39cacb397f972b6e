import { describe, expect, it } from 'vitest';
import { allPictures } from './pictures.ts';
import { rankedCandidates, scoreOf } from './rankedCandidates.ts';
import { added, EXAMPLE, afterRun, newPicture, readyState, reduce, reduceAll, scored } from './stageSamples.ts';
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

  it('loses no source: one that came after another was removed becomes a candidate', () => {
    const other = {
      type: 'picturesAdded',
      pictures: [newPicture('other.png')],
      problems: [],
      place: 'source',
    } as const;
    const back = reduceAll([{ type: 'pictureRemoved', id: 1 }, other, UNDO], readyState(1));
    expect(namesOf(back)).toEqual(['source.png', 'a.png', 'other.png']);
    const swapped = reduceAll([other, { type: 'usedAsSource', id: 2 }, UNDO], readyState(1));
    expect(namesOf(swapped)).toEqual(['source.png', 'other.png', 'a.png']);
  });

  it('gives no name to two pictures', () => {
    const back = reduceAll([{ type: 'pictureRemoved', id: 3 }, added('b.png'), UNDO], readyState(2));
    expect(namesOf(back)).toEqual(['source.png', 'a.png', 'b (2).png', 'b.png']);
    const replaced = reduceAll([{ type: 'pictureRemoved', id: 1 }, added('x.png', 'source.png'), UNDO], readyState(1));
    expect(namesOf(replaced)).toEqual(['source (2).png', 'a.png', 'source.png', 'x.png']);
  });

  it('says when there is no room, and can be done once there is', () => {
    const many = Array.from({ length: 64 }, (_, index) => `${index}.png`);
    const full = reduceAll([{ type: 'pictureRemoved', id: 2 }, added(...many)], readyState(1));
    const refused = reduce(full, UNDO);
    expect(refused.problems.map(({ message }) => message)).toEqual([
      'Nothing was undone: the page compares up to 64 candidates at once. Remove one first.',
    ]);
    expect(latestUndoText(refused)).toBe('Undo removing a.png');
    expect(refused.candidates).toBe(full.candidates);
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

  it('has no place in an example for what was removed before it, and gives it back with the work', () => {
    const pictures = [newPicture('e.png'), newPicture('f.png'), newPicture('g.png')];
    const removed = reduce(done, { type: 'pictureRemoved', id: 3 });
    const opened = reduce(removed, { type: 'exampleOpened', example: EXAMPLE, pictures });
    expect(latestUndoText(opened)).toBeUndefined();
    expect(reduce(opened, UNDO)).toBe(opened);
    const id = opened.candidates[0]?.picture.id ?? 0;
    const without = reduce(opened, { type: 'pictureRemoved', id });
    expect(latestUndoText(without)).toBe('Undo removing f.png');
    expect(namesOf(reduce(without, UNDO))).toEqual(['e.png', 'f.png', 'g.png']);
    const back = reduce(without, { type: 'workRestored' });
    expect(latestUndoText(back)).toBe('Undo removing b.png');
    expect(namesOf(reduce(back, UNDO))).toEqual(['source.png', 'a.png', 'b.png', 'c.png']);
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

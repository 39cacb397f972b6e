import { describe, expect, it } from 'vitest';
import { workOf } from '../score/exampleWork.ts';
import { afterRun, FAILED, readyState, scored } from '../score/stageSamples.ts';
import type { KeptWork } from '../keptStage/keptWork.ts';
import type { PastSession } from '../keptStage/sessionStore.ts';
import type { Picture } from '../score/stageState.ts';
import { searchSessions } from './searchSessions.ts';
import { sessionFacts, sessionVerdict, tellingPictures } from './sessionWords.ts';

function kept({ blob, ...picture }: Picture) {
  return { ...picture, key: picture.name, byteLength: blob.size };
}

function session(instruction: string, limits?: string): PastSession {
  const { source, candidates, scoredFor, ...rest } = workOf(afterRun(readyState(3), [scored(1), FAILED, scored(9)]));
  const status = scoredFor && { ...scoredFor.status, model: { ...scoredFor.status.model, limits } };
  const work: KeptWork = {
    ...rest,
    source: source && kept(source),
    candidates: candidates.map(({ picture, outcome }) => ({ picture: kept(picture), outcome })),
    instruction,
    scoredFor: scoredFor && status && { ...scoredFor, status },
  };
  return { id: instruction, finishedAt: new Date(2026, 10, 27, 15, 5).getTime(), work, byteLength: 0 };
}

describe('the search', () => {
  const sessions = [session('Make the café blue'), session('Add a hat')];
  const found = (query: string) => searchSessions(sessions, query).map(({ id }) => id);

  it('finds every word in instructions and file names, in whatever case', () => {
    expect(found('')).toHaveLength(2);
    expect(found('BLUE make')).toEqual(['Make the café blue']);
    expect(found('hat C.PNG')).toEqual(['Add a hat']);
    expect(found('cafe\u0301')).toEqual(['Make the café blue']);
    expect(found('blue hat')).toEqual([]);
  });
});

describe('a comparison of before', () => {
  it('says its verdict as the page did, and nothing of the kind for a demo', () => {
    expect(sessionVerdict(session('a').work, 0.75)).toBe('c.png is clearly best (over 99%)');
    expect(sessionVerdict(session('a', 'It knows shapes only.').work, 0.75)).toBe('Demo only, no verdict');
    const one = { ...session('a').work, candidates: session('a').work.candidates.slice(0, 2) };
    expect(sessionVerdict(one, 0.75)).toBeUndefined();
  });

  it('is known by its source and its best edits', () => {
    expect(tellingPictures(session('a').work, 4).map(({ name }) => name)).toEqual(['source.png', 'c.png', 'a.png']);
    expect(tellingPictures(session('a').work, 2).map(({ name }) => name)).toEqual(['source.png', 'c.png']);
  });

  it('says how many edits, which model and when', () => {
    expect(sessionFacts(session('a'), []).replaceAll(/\s/g, ' ')).toBe('3 edits · sample q4 · Nov 27, 2026, 3:05 PM');
  });
});

// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { ModelContext } from '../model/useModel.ts';
import { READY } from '../model/modelSamples.ts';
import { createModelRoom } from '../model/modelRoom.ts';
import { openVoteStore, type VoteStore } from '../votes/voteStore.ts';
import { BlindVote } from './BlindVote.tsx';
import { createStageRoom, type StageRoom } from './stageRoom.ts';
import { added, scored } from './stageSamples.ts';
import { StageContext } from './useStage.ts';
import { VerdictPanel } from './VerdictPanel.tsx';

const unused = () => Promise.reject(new Error('not expected'));

let root: Root;
let stage: StageRoom;

/** A model that gives each candidate a reward, the first one the highest. */
function createRooms() {
  const model = createModelRoom({ load: unused, setTaste: unused });
  stage = createStageRoom(model.store, {
    score: async ({ candidates }, { onProgress } = {}) => {
      const outcomes = candidates.map((_, index) => scored(9 - 4 * index));
      for (const [candidate, outcome] of outcomes.entries()) onProgress?.({ type: 'outcome', candidate, outcome });
      return { outcomes };
    },
  });
  return model;
}

beforeAll(() => import('../votes/BlindVoteDialog.tsx'));
beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  const model = createRooms();
  root = createRoot(document.body.appendChild(document.createElement('div')));
  await act(async () =>
    root.render(
      <ModelContext value={model}>
        <StageContext value={stage}>
          <BlindVote />
          <VerdictPanel />
        </StageContext>
      </ModelContext>,
    ),
  );
  await act(async () => {
    model.store.dispatch(READY);
    stage.store.dispatch(added('source.png', 'a.png', 'b.png', 'c.png'));
    stage.store.dispatch({ type: 'instructionChanged', instruction: 'add a hat' });
  });
});
afterEach(async () => {
  await act(async () => root.unmount());
  await inVotes((votes) => votes.deleteAll());
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

const text = () => document.body.textContent;
const settled = (condition: () => boolean) => act(async () => expect.poll(condition).toBe(true));

async function inVotes<Answer>(work: (votes: VoteStore) => Promise<Answer>): Promise<Answer> {
  const votes = await openVoteStore();
  try {
    return await work(votes);
  } finally {
    votes.close();
  }
}

const keptRanks = () => inVotes(async (votes) => (await votes.list()).map(({ ranks }) => ranks));

async function press(name: string): Promise<void> {
  const button = [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === name);
  if (!button) throw new Error(`There is no button ${name}.`);
  await act(async () => button.click());
}

async function key(name: string): Promise<void> {
  const event = new KeyboardEvent('keydown', { key: name, bubbles: true });
  await act(async () => document.querySelector('dialog')?.dispatchEvent(event));
}

it('hides what the model says until someone has voted, then says how often it agrees', async () => {
  await press('Vote first');
  await settled(() => text().includes('Pair 1 of 3'));
  await settled(() => stage.view.getState().candidates.every(({ outcome }) => outcome));
  expect(text()).not.toMatch(/best \(|\.png/);
  await key('ArrowLeft');
  await key('t');
  expect(text()).toContain('Pair 3 of 3');
  await key('Backspace');
  expect(text()).toContain('Pair 2 of 3');
  await key('t');
  await key('ArrowRight');
  await key('Enter');
  await settled(() => text().includes('The model agrees with you on'));
  expect(text()).toMatch(/agrees with you on [012] of 2 pairs: .* You tied 1 pair/);
  expect(text()).toContain('a.png is clearly best');
  await settled(() => text().includes('3 votes, with their pictures, are kept'));
});

it('ranks a whole set, with what is said of it', async () => {
  await press('Vote first');
  await settled(() => text().includes('Pair 1 of 3'));
  await press('All at once instead');
  await key('1');
  await key('t');
  await key('2');
  await key('3');
  await press('See the model’s view');
  await settled(() => text().includes('The model agrees with you on'));
  const ranks = [...document.querySelectorAll('tbody td:first-of-type')].map((cell) => cell.textContent);
  expect(ranks.toSorted()).toEqual(['1', '1', '3']);
});

it('keeps the answers that were given, however it is closed, and drops one that was taken back', async () => {
  await press('Vote first');
  await settled(() => text().includes('Pair 1 of 3'));
  await key('ArrowLeft');
  await key('ArrowLeft');
  await act(async () => expect.poll(keptRanks).toHaveLength(2));
  await key('Backspace');
  await press('Close');
  expect(stage.view.getState().isBlind).toBe(false);
  await expect.poll(keptRanks).toEqual([[1, 2]]);
});

it('keeps the answers also of the kind that was left, and the places of a set that is not at its end', async () => {
  await press('Vote first');
  await settled(() => text().includes('Pair 1 of 3'));
  await key('t');
  await press('All at once instead');
  await key('1');
  await key('2');
  await act(async () => root.render(null));
  await expect.poll(keptRanks).toHaveLength(2);
  expect((await keptRanks()).map((ranks) => ranks.toSorted())).toEqual(
    expect.arrayContaining([
      [1, 1],
      [1, 2],
    ]),
  );
});

it('ends with the page, where that is left in the middle', async () => {
  await press('Vote first');
  await settled(() => text().includes('Pair 1 of 3'));
  expect(stage.view.getState().isBlind).toBe(true);
  await act(async () => root.render(null));
  expect(stage.view.getState().isBlind).toBe(false);
});

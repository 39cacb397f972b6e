import { useSyncExternalStore } from 'react';
import { formatScoreWithSigma } from '../../core/formatNumbers.ts';
import { rankByReward } from '../../core/score/ranking.ts';
import type { Vote } from '../../core/votes/vote.ts';
import { voteAgreement } from '../../evaluation/votes/voteAgreement.ts';
import { agreementText, COUNTED_TOGETHER, pairRow, totalText } from './resultText.ts';
import type { VoteBook } from './voteBook.ts';
import type { MatterView, VoteMatter } from './voteMatter.ts';

interface VoteResultProps {
  readonly matter: VoteMatter;
  readonly book: VoteBook;
  readonly view: MatterView | undefined;
  readonly waiting: string;
}

/** What someone said beside what the model says. */
export function VoteResult({ matter, book, view, waiting }: VoteResultProps) {
  const { latest, kept } = useSyncExternalStore(book.subscribe, book.getState);
  const isViewed = latest.length > 0 && latest.every((vote) => vote.view);
  const agreement = view && isViewed ? voteAgreement(latest) : undefined;
  const total = view && totalText(kept, latest, view);
  return (
    <div className="vote-result">
      <p role="status" className="verdict-line">
        {agreement ? agreementText(agreement) : latest.length > 0 && waiting}
      </p>
      {view?.limits !== undefined && <p className="warning">{view.limits}</p>}
      {total !== undefined && <p className="muted">{total}</p>}
      {(total !== undefined || (agreement?.estimate.count ?? 0) > 1) && <p className="muted">{COUNTED_TOGETHER}</p>}
      {latest.some(({ candidates }) => candidates.length > 2) ? (
        <SetTable votes={latest} view={view} />
      ) : (
        <PairTable votes={latest} view={view} matter={matter} />
      )}
    </div>
  );
}

interface TableProps {
  readonly votes: readonly Vote[];
  readonly view: MatterView | undefined;
}

function SetTable({ votes: [vote], view }: TableProps) {
  if (!vote) return null;
  const ranks = rankByReward(view?.scores.map((score) => score?.reward) ?? []);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Picture</th>
          <th scope="col">Your rank</th>
          <th scope="col">The model’s</th>
          <th scope="col">Reward</th>
        </tr>
      </thead>
      <tbody>
        {vote.candidates.map(({ name }, k) => {
          const score = view?.scores[k];
          return (
            <tr key={k}>
              <th scope="row">{name}</th>
              <td>{vote.ranks[k]}</td>
              <td>{ranks[k] ?? '–'}</td>
              <td>{score ? formatScoreWithSigma(score.reward, score.logSigma) : '–'}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function PairTable({ votes, view, matter }: TableProps & Pick<VoteResultProps, 'matter'>) {
  const scoreOf = (name: string) => view?.scores[matter.candidates.findIndex((one) => one.name === name)];
  const rows = votes.map((vote) =>
    pairRow(
      vote,
      vote.candidates.map(({ name }) => scoreOf(name)),
    ),
  );
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Pair</th>
          <th scope="col">You</th>
          <th scope="col">The model</th>
          <th scope="col">Agrees</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ names, yours, models, agrees }, k) => (
          <tr key={k}>
            <th scope="row">{names.join(' or ')}</th>
            <td>{yours}</td>
            <td>{models}</td>
            <td>{agrees === undefined ? '–' : agrees ? 'yes' : 'no'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

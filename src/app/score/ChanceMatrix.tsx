import { useId } from 'react';
import { formatChance } from '../../core/formatNumbers.ts';
import { chanceOfReward } from '../../core/score/verdict.ts';
import { keepCallFrom, LEAST_PERCENT, MOST_PERCENT, percentOf } from './callFrom.ts';
import { type RankedCandidate, rankedCandidates, scoreOf } from './rankedCandidates.ts';
import { useStage, useStageDispatch } from './useStage.ts';
import './chances.css';

/** The chance of each candidate against each other one, and from which chance on the page calls one better. */
export function ChanceMatrix() {
  const candidates = useStage((stage) => stage.candidates);
  const callFrom = useStage((stage) => stage.callFrom);
  const scored = rankedCandidates(candidates, callFrom).filter((candidate) => scoreOf(candidate) !== undefined);
  return (
    <div className="chances">
      <CallFrom />
      <div className="chance-scroll" tabIndex={0} role="group" aria-label="Chances">
        <table>
          <caption className="muted">
            Chance that the row is better than the column, by the model’s own uncertainty
          </caption>
          <thead>
            <tr>
              <td />
              {scored.map(({ picture }) => (
                <th key={picture.id} scope="col" className="file-name" title={picture.name}>
                  {picture.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {scored.map((row) => (
              <tr key={row.picture.id}>
                <th scope="row" className="file-name" title={row.picture.name}>
                  {row.picture.name}
                </th>
                {scored.map((column) => (
                  <td key={column.picture.id}>{chanceText(row, column)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function chanceText(row: RankedCandidate, column: RankedCandidate): string {
  const [a, b] = [scoreOf(row), scoreOf(column)];
  return row === column || !a || !b ? '' : formatChance(chanceOfReward(a, b));
}

function CallFrom() {
  const id = useId();
  const dispatch = useStageDispatch();
  const callFrom = useStage((stage) => stage.callFrom);

  function choose(chosen: number): void {
    keepCallFrom(chosen);
    dispatch({ type: 'callFromChanged', callFrom: chosen });
  }

  return (
    <p className="call-from">
      <label htmlFor={id}>Call one better from a chance of</label>
      <input
        id={id}
        type="range"
        min={LEAST_PERCENT}
        max={MOST_PERCENT}
        value={percentOf(callFrom)}
        aria-valuetext={formatChance(callFrom)}
        onChange={(event) => choose(event.currentTarget.valueAsNumber / 100)}
      />
      <output htmlFor={id}>{formatChance(callFrom)}</output>
      <span className="muted">Below it, two are too close to call and share a rank.</span>
    </p>
  );
}

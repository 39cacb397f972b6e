import { formatCountOf } from '../../core/formatNumbers.ts';
import type { Learned } from './learnTaste.ts';
import { agreementRows, curveRows, missingText, verdictText } from './learnedText.ts';

interface LearnedResultProps {
  readonly learned: Learned;
  readonly onKeep: () => void;
}

/** How well a new taste agrees with votes that it did not learn from. It is offered only if it agrees better. */
export function LearnedResult({ learned, onKeep }: LearnedResultProps) {
  const { heldOut } = learned.training;
  const missing = missingText(learned.missing);
  return (
    <section className="learned" aria-label="What was learned">
      <p role="status">{verdictText(learned)}</p>
      {heldOut && (
        <Table
          caption={`Agreement with ${formatCountOf(heldOut.ordered, 'vote')} on pictures that it did not learn from`}
          heads={['Heads', 'Agreement (95% interval)']}
          rows={agreementRows(learned)}
        />
      )}
      <Table caption="Would more votes help?" heads={['Votes learned from', 'Agreement']} rows={curveRows(learned)} />
      {missing !== undefined && <p className="muted">{missing}</p>}
      {heldOut?.isBetter === true && (
        <button type="button" className="primary" onClick={onKeep}>
          Keep this taste
        </button>
      )}
    </section>
  );
}

interface TableProps {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function Table({ caption, heads, rows }: TableProps) {
  if (rows.length === 0) return null;
  return (
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...cells]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {cells.map((cell, k) => (
              <td key={k}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

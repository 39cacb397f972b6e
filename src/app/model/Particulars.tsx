import { formatBytes } from '../../core/formatNumbers.ts';
import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import { attemptText, deviceText } from './modelStatus.ts';

/** What is known of a loaded model. */
export function Particulars({ status }: { readonly status: ModelStatus }) {
  const { id, dtype, revision, licence, byteLength, manifestSha256, taste } = status.model;
  const rows = [
    ['Package', `${id} ${dtype}, ${formatBytes(byteLength)}`],
    ['Revision', revision ?? 'not stated'],
    ['Licence', licence ?? 'not stated'],
    ['SHA-256', manifestSha256],
    ...(taste ? [['Taste', `${taste.name}, SHA-256 ${taste.sha256}`] as const] : []),
    ['Device', [deviceText(status.device), ...status.device.features].join(', ')],
  ] as const;
  return (
    <dl className="particulars">
      {rows.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div>
        <dt>Self-test</dt>
        <dd>
          {status.selfTest.map((attempt, index) => (
            <div key={index}>{attemptText(attempt)}</div>
          ))}
        </dd>
      </div>
    </dl>
  );
}

import { suitesFor } from '../../evaluation/figures.ts';
import type { BenchmarkReport } from '../../rpc/reportApi.ts';
import { useBenchmark, useBenchmarkDispatch } from './useBenchmark.ts';

/** Which suite the results are of: published figures stand beside those of the same suite and split alone. */
export function SuiteField({ report }: { readonly report: Pick<BenchmarkReport, 'textToImage'> }) {
  const dispatch = useBenchmarkDispatch();
  const suiteId = useBenchmark((state) => state.suiteId);
  const suites = suitesFor(report);
  const source = suites.find(({ id }) => id === suiteId)?.source;
  return (
    <div className="suite-field">
      <label>
        These are results of{' '}
        <select
          value={suiteId ?? ''}
          onChange={(event) => dispatch({ type: 'suiteChosen', suiteId: event.currentTarget.value || undefined })}
        >
          <option value="">another dataset</option>
          {suites.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {source && (
        <span className="muted">
          {source.label}: from{' '}
          <a href={source.url} target="_blank" rel="noreferrer">
            {source.name}
          </a>
          , beside figures of the same suite and split only.
        </span>
      )}
    </div>
  );
}

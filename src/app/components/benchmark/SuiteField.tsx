import { PUBLISHED_SOURCE, PUBLISHED_SUITES } from '../../../evaluation/publishedFigures.ts';
import { useBenchmark } from '../../hooks/useBenchmark.ts';

/** Which suite the results are of: published figures stand beside those of the same suite and split alone. */
export function SuiteField() {
  const { benchmark, dispatch } = useBenchmark();
  const { suiteId } = benchmark;
  return (
    <div className="suite-field">
      <label>
        These are results of{' '}
        <select
          value={suiteId ?? ''}
          onChange={(event) => dispatch({ type: 'suiteChosen', suiteId: event.currentTarget.value || undefined })}
        >
          <option value="">another dataset</option>
          {PUBLISHED_SUITES.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {suiteId !== undefined && (
        <span className="muted">
          Published, 7B: from{' '}
          <a href={PUBLISHED_SOURCE} target="_blank" rel="noreferrer">
            EditReward’s README
          </a>
          , beside figures of the same suite and split only.
        </span>
      )}
    </div>
  );
}

import { recommendDtype } from '../../core/fit/recommendDtype.ts';
import { useLibrary, useLibraryActions } from '../keptModels/useLibrary.ts';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { ProgressRow } from '../ui/ProgressRow.tsx';
import { progressText, speedNotes, speedRows } from './speedText.ts';

/** How fast this computer is, measured on layers of a large model. */
export function SpeedTest() {
  const { measureSpeed } = useLibraryActions();
  const speeds = useLibrary((library) => library.speeds);
  const isRunning = useLibrary((library) => library.speedTest !== undefined);
  const error = useLibrary((library) => library.speedError);
  return (
    <section className="speed-test" aria-labelledby="speed-title">
      <div className="section-head">
        <h2 id="speed-title">Speed of this computer</h2>
        <button type="button" disabled={isRunning} onClick={() => void measureSpeed()}>
          {speeds.length > 0 ? 'Measure again' : 'Measure'}
        </button>
      </div>
      <p className="muted">
        Measures how fast this computer runs the layers of a 7-billion-parameter model, at each precision. It takes
        about ten seconds for each device. Nothing is downloaded.
      </p>
      <SpeedProgressRow />
      <ErrorLine text={error?.message} />
      {speeds.length > 0 && <SpeedTable />}
    </section>
  );
}

function SpeedProgressRow() {
  const { cancelSpeedTest } = useLibraryActions();
  const progress = useLibrary((library) => library.speedTest);
  if (!progress) return null;
  return (
    <ProgressRow
      text={progressText(progress)}
      label="Speed test"
      done={progress.done}
      total={progress.total}
      stop={{ label: 'Cancel', onStop: cancelSpeedTest }}
    />
  );
}

function SpeedTable() {
  const speeds = useLibrary((library) => library.speeds);
  const recommendation = recommendDtype(speeds);
  return (
    <>
      <div className="speed-table" tabIndex={0} role="group" aria-labelledby="speed-title">
        <table>
          <thead>
            <tr>
              <th scope="col">Device</th>
              <th scope="col">Precision</th>
              <th scope="col">Language layer</th>
              <th scope="col">Vision block</th>
            </tr>
          </thead>
          <tbody>
            {speedRows(speeds).map(({ key, device, dtype, decoder, vision }) => (
              <tr key={key}>
                <td>{device}</td>
                <th scope="row">{dtype}</th>
                <td>{decoder}</td>
                <td>{vision}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {recommendation && (
        <p role="status">
          <strong>Recommended: {recommendation.dtype}.</strong> {recommendation.text}
        </p>
      )}
      {speedNotes(speeds).map((note) => (
        <p key={note} className="muted">
          {note}
        </p>
      ))}
    </>
  );
}

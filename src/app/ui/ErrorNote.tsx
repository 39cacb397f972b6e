import type { TransferredError } from '../../core/transferredError.ts';

/** Why something that was asked for did not work, until it is dismissed. */
export function ErrorNote({
  error,
  onDismiss,
}: {
  readonly error: Pick<TransferredError, 'message'>;
  readonly onDismiss: () => void;
}) {
  return (
    <div className="problems" role="alert">
      <p>{error.message}</p>
      <button type="button" className="quiet" onClick={onDismiss}>
        Dismiss
      </button>
    </div>
  );
}

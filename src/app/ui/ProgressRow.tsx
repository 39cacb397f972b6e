interface ProgressRowProps {
  /** Begins with what is under way; its first letter is shown as a capital. */
  readonly text: string;
  readonly label: string;
  /** Undefined while it is not known how far it is. */
  readonly done?: number | undefined;
  readonly total?: number | undefined;
  readonly note?: string | undefined;
  /** Where there is a way to stop it. */
  readonly stop?: { readonly label: string; readonly onStop: () => void; readonly disabled?: boolean } | undefined;
}

/** What is under way, how far it is, and the way to stop it. */
export function ProgressRow({ text, label, done, total, note, stop }: ProgressRowProps) {
  const known = done !== undefined && total !== undefined && total > 0;
  return (
    <div className="progress-row">
      <span className="progress-text">{text}</span>
      <progress aria-label={label} {...(known ? { value: done, max: total } : {})} />
      {note !== undefined && <span className="muted">{note}</span>}
      {stop && (
        <button type="button" onClick={stop.onStop} disabled={stop.disabled}>
          {stop.label}
        </button>
      )}
    </div>
  );
}

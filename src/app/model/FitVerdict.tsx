import { useEffect, useState } from 'react';
import { messageOf } from '../../core/errors.ts';
import { useLibrary, useLibraryActions } from '../keptModels/useLibrary.ts';
import { assumptionText, type DeviceFit, type FitSubject, fitText, measuredTime } from '../keptModels/deviceFit.ts';

type Verdict =
  | { readonly kind: 'measuring' }
  | { readonly kind: 'known'; readonly fit: DeviceFit | undefined }
  | { readonly kind: 'failed'; readonly message: string };

interface FitVerdictProps {
  readonly subject: FitSubject;
  /** What is timed. */
  readonly unit?: string | undefined;
}

/** Will it fit? Measured on this computer when it is first asked, and told anew once more was measured. */
export function FitVerdict({ subject, unit }: FitVerdictProps) {
  const time = useLibrary(({ speeds }) => measuredTime(subject.manifest, speeds));
  return <MeasuredVerdict key={time ?? ''} subject={subject} unit={unit} />;
}

function MeasuredVerdict({ subject, unit }: FitVerdictProps) {
  const { fitOf } = useLibraryActions();
  const [verdict, setVerdict] = useState<Verdict>({ kind: 'measuring' });
  useEffect(() => {
    let shown = true;
    const show = (next: Verdict) => {
      if (shown) setVerdict(next);
    };
    fitOf(subject).then(
      (fit) => show({ kind: 'known', fit }),
      (error: unknown) => show({ kind: 'failed', message: messageOf(error) }),
    );
    return () => {
      shown = false;
    };
  }, [fitOf, subject]);

  if (verdict.kind === 'measuring') return <p className="muted">Measuring this computer, to say whether it fits…</p>;
  if (verdict.kind === 'failed') return <p className="error">{verdict.message}</p>;
  const { fit } = verdict;
  if (!fit) return <p className="warning">No device for models was found in this browser.</p>;
  return (
    <p className={fit.verdict === 'does-not-fit' ? 'warning' : undefined} role="status">
      {[fitText(fit, unit), ...fit.reasons].join(' ')} <Assumption fit={fit} subject={subject} />
    </p>
  );
}

function Assumption({ fit, subject }: { readonly fit: DeviceFit; readonly subject: FitSubject }) {
  const text = assumptionText(fit, subject.manifest);
  return text === undefined ? null : <span className="muted">{text}</span>;
}

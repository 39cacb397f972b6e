import { useEffect, useRef, useState } from 'react';
import { useLibrary } from '../keptModels/useLibrary.ts';
import { OfferedModels } from '../model/OfferedModels.tsx';
import { Segments } from '../ui/Segments.tsx';
import { ConvertForm } from './ConvertForm.tsx';
import { DownloadForm } from './DownloadForm.tsx';
import { ImportForm } from './ImportForm.tsx';
import { KnownCard } from './KnownCard.tsx';
import { KNOWN_CHECKPOINTS, type KnownCheckpoint } from './knownCheckpoints.ts';

/** Which checkpoint was asked for on a card, and how often any was. */
interface Asked {
  readonly own: KnownCheckpoint | undefined;
  readonly times: number;
}

/** The models that are known, each with its price and one button; and folded away, the ways to all others. */
export function AddModel() {
  const [{ own, times }, setAsked] = useState<Asked>({ own: undefined, times: 0 });
  const ask = (known: KnownCheckpoint) => setAsked((before) => ({ own: known, times: before.times + 1 }));
  return (
    <section className="add-model" aria-labelledby="add-title">
      <h2 id="add-title">Get a model</h2>
      <p className="muted">
        A published checkpoint is read piece by piece, and made into a model package here, in this browser. That can be
        stopped at any time, and resumes where it stopped. <TimesHint />
      </p>
      <div className="model-cards">
        <OfferedModels />
        {KNOWN_CHECKPOINTS.map(
          (known) => known.sizes && <KnownCard key={known.title} known={known} sizes={known.sizes} onOwn={ask} />,
        )}
      </div>
      <OtherModels key={times} own={own} />
    </section>
  );
}

const WAYS = [
  { value: 'convert', label: 'Convert a checkpoint' },
  { value: 'download', label: 'Download a package' },
  { value: 'import', label: 'Copy from a folder' },
] as const;

type Way = (typeof WAYS)[number]['value'];

function TimesHint() {
  const isMeasured = useLibrary(({ speeds }) => speeds.length > 0);
  return isMeasured ? null : 'Times are counted; measuring the speed of this computer, below, tells them better.';
}

/** Three ways to another model. `own`: a checkpoint of this kind is to be converted. */
function OtherModels({ own }: { readonly own: KnownCheckpoint | undefined }) {
  const isDropped = useLibrary((library) => library.checkpoint !== undefined);
  const [isOpen, setIsOpen] = useState(isDropped || own !== undefined);
  const [wasDropped, setWasDropped] = useState(isDropped);
  const [way, setWay] = useState<Way>('convert');
  const details = useRef<HTMLDetailsElement>(null);
  if (isDropped !== wasDropped) {
    setWasDropped(isDropped);
    if (isDropped) setIsOpen(true);
  }
  useEffect(() => {
    if (own) details.current?.scrollIntoView({ block: 'nearest' });
  }, [own]);
  return (
    <details
      ref={details}
      className="other-models"
      open={isOpen}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary>Another checkpoint, package or folder</summary>
      <div className="other-ways">
        <Segments label="How" options={WAYS} value={way} onChange={setWay} />
        {way === 'convert' && <ConvertForm own={own} />}
        {way === 'download' && <DownloadForm />}
        {way === 'import' && <ImportForm />}
      </div>
    </details>
  );
}

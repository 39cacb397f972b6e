import { useId, useMemo, useState } from 'react';
import { messageOf } from '../../core/errors.ts';
import { recommendDtype } from '../../core/fit/recommendDtype.ts';
import { formatBytes } from '../../core/formatNumbers.ts';
import { useLibrary, useLibraryActions } from '../keptModels/useLibrary.ts';
import { FitVerdict } from '../model/FitVerdict.tsx';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { conversionOf } from './conversion.ts';
import type { KnownCheckpoint } from './knownCheckpoints.ts';
import { knownFacts } from './knownFacts.ts';
import { knownPackage, type KnownDtype, type KnownSizes } from './knownPackage.ts';
import { stateOfKnown } from './knownState.ts';

interface KnownCardProps {
  readonly known: KnownCheckpoint;
  readonly sizes: KnownSizes;
  /** Leads to the form, where a checkpoint of this kind can be chosen. */
  readonly onOwn: (known: KnownCheckpoint) => void;
}

/** What a known model costs, whether this computer runs it, and the way to it. */
export function KnownCard({ known, sizes, onOwn }: KnownCardProps) {
  const dtype = useDtype();
  const subject = useMemo(() => knownPackage(sizes, dtype), [sizes, dtype]);
  const titleId = useId();
  return (
    <section className="panel model-card" aria-labelledby={titleId}>
      <h3 id={titleId}>{known.title}</h3>
      <p className="muted">{known.judges}</p>
      <dl className="costs">
        {knownFacts(sizes, dtype).map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
      <FitVerdict subject={subject} unit={known.unit} />
      {known.checkpoint === undefined ? (
        <OwnCheckpoint onOwn={() => onOwn(known)} />
      ) : (
        <ConvertHere known={known} checkpoint={known.checkpoint} dtype={dtype} sourceBytes={sizes.sourceBytes} />
      )}
    </section>
  );
}

/** As measured here; else for most. */
function useDtype(): KnownDtype {
  const recommended = recommendDtype(useLibrary((library) => library.speeds))?.dtype;
  return recommended === 'q4f16' ? 'q4f16' : 'q4';
}

function OwnCheckpoint({ onOwn }: { readonly onOwn: () => void }) {
  return (
    <>
      <p>Nobody has published its weights. A checkpoint of your own training can be converted.</p>
      <button type="button" onClick={onOwn}>
        Choose a checkpoint
      </button>
    </>
  );
}

interface ConvertHereProps {
  readonly known: KnownCheckpoint;
  readonly checkpoint: string;
  readonly dtype: KnownDtype;
  readonly sourceBytes: number;
}

function ConvertHere({ known, checkpoint, dtype, sourceBytes }: ConvertHereProps) {
  const { convert } = useLibraryActions();
  const [problem, setProblem] = useState<string>();
  const state = useLibrary((library) => stateOfKnown(library, checkpoint, dtype));

  function start(): void {
    const folder = { folder: undefined };
    try {
      setProblem(undefined);
      const [from, base] = [checkpoint, known.base].map((text) => ({ ...folder, text }));
      if (from && base) void convert(conversionOf({ checkpoint: from, base, dtype }, window.location.href));
    } catch (error) {
      setProblem(messageOf(error));
    }
  }

  if (state === 'kept') return <p>It is in this browser: see the list above.</p>;
  if (state === 'converting') return <p>It is being made: see the list above.</p>;
  return (
    <>
      <button type="button" className="primary" onClick={start}>
        {state === 'begun' ? 'Go on with it' : `Download ${formatBytes(sourceBytes)} and convert`}
      </button>
      <ErrorLine text={problem} />
    </>
  );
}

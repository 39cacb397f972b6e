import { useEffect, useId, useState } from 'react';
import { EditRewardError, messageOf } from '../../core/errors.ts';
import { formatBytes } from '../../core/formatNumbers.ts';
import type { CatalogueEntry } from '../keptModels/catalogueEntry.ts';
import type { Offered } from '../keptModels/libraryActions.ts';
import { useLibrary, useLibraryActions } from '../keptModels/useLibrary.ts';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { SITE_URL } from '../ui/siteUrl.ts';
import { useOneAtATime } from '../ui/useOneAtATime.ts';
import { FitVerdict } from './FitVerdict.tsx';
import { hostOfOffer } from './hostOfOffer.ts';
import { useModelActions } from './useModel.ts';

/** A model that the site offers: whether it fits, and one button to have it. */
export function OfferedModel({ entry }: { readonly entry: CatalogueEntry }) {
  const titleId = useId();
  const host = hostOfOffer(entry.address, SITE_URL);
  const stored = useLibrary(({ contents }) => contents?.models.find(({ id }) => id === entry.sha256));
  return (
    <section className="panel model-card" aria-labelledby={titleId}>
      <h3 id={titleId}>{entry.title}</h3>
      <p className="muted">
        {[formatBytes(entry.byteLength), entry.licence ?? 'licence not named', host ?? 'from this site'].join(' · ')}
      </p>
      {stored?.complete ? <UseKept entry={entry} /> : <Bring entry={entry} host={host} />}
    </section>
  );
}

function UseKept({ entry }: { readonly entry: CatalogueEntry }) {
  const { load } = useModelActions();
  const location = { kind: 'stored', id: entry.sha256 } as const;
  return (
    <>
      <p>It is in this browser already.</p>
      <button type="button" onClick={() => void load({ label: entry.title, location })}>
        Use
      </button>
    </>
  );
}

interface BringProps {
  readonly entry: CatalogueEntry;
  /** Undefined: this site's own. */
  readonly host: string | undefined;
}

/** Another site is asked for nothing, not for a manifest either, before the user says so. */
function Bring({ entry, host }: BringProps) {
  const { download } = useLibraryActions();
  const { found, problem, isRefused, look } = useOffer(entry, host === undefined);
  const { isBusy, start } = useOneAtATime();
  const isUnderWay = useLibrary(({ transfers }) => transfers.some(({ subjectId }) => subjectId === entry.sha256));

  async function take(): Promise<void> {
    const offer = found ?? (await look());
    if (offer) await download(offer.location, offer.description);
  }

  if (isRefused) return <ErrorLine text={problem} />;
  return (
    <>
      {found && <FitVerdict subject={found.description} />}
      <ErrorLine text={problem} />
      <div className="ways">
        <button type="button" className="primary" disabled={isUnderWay || isBusy} onClick={() => void start(take)}>
          {isUnderWay ? 'It is on its way' : `Download ${formatBytes(entry.byteLength)}`}
        </button>
        {!found && host !== undefined && (
          <button type="button" disabled={isBusy} onClick={() => void start(look)}>
            Will it fit? Ask {host}
          </button>
        )}
      </div>
    </>
  );
}

interface Look {
  readonly found?: Offered;
  readonly problem?: string;
  /** What is there is not what was offered, and will not be when it is asked for again. */
  readonly isRefused?: boolean;
}

function failedLook(error: unknown): Look {
  return { problem: messageOf(error), isRefused: error instanceof EditRewardError && error.kind === 'package' };
}

/** What is at the address of an offer: looked at once, at once or when asked. */
function useOffer(entry: CatalogueEntry, atOnce: boolean) {
  const { inspectOffered } = useLibraryActions();
  const [seen, setSeen] = useState<Look>({});
  useEffect(() => {
    if (!atOnce) return undefined;
    const looking = new AbortController();
    const show = (next: Look) => looking.signal.aborted || setSeen(next);
    inspectOffered(entry, SITE_URL, looking.signal).then(
      (found) => show({ found }),
      (error: unknown) => show(failedLook(error)),
    );
    return () => looking.abort();
  }, [atOnce, entry, inspectOffered]);

  async function look(): Promise<Offered | undefined> {
    try {
      const found = await inspectOffered(entry, SITE_URL, new AbortController().signal);
      setSeen({ found });
      return found;
    } catch (error) {
      setSeen(failedLook(error));
      return undefined;
    }
  }

  return { ...seen, look };
}

import { type SubmitEvent, useEffect, useId, useRef, useState } from 'react';
import { messageOf } from '../../core/errors.ts';
import type { ModelDescription } from '../../core/keptModels/storedModel.ts';
import type { RemoteLocation } from '../../core/modelPackage/modelLocation.ts';
import { remoteLocationOf } from '../../client/remoteLocation.ts';
import { useLibraryActions } from '../keptModels/useLibrary.ts';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { Offer } from './Offer.tsx';

type Look =
  | { readonly kind: 'idle' }
  | { readonly kind: 'looking'; readonly where: string }
  | { readonly kind: 'found'; readonly location: RemoteLocation; readonly description: ModelDescription }
  | { readonly kind: 'failed'; readonly message: string };

/** Looks at a model package on the network, says whether it fits, and downloads it. */
export function DownloadForm() {
  const library = useLibraryActions();
  const [look, setLook] = useState<Look>({ kind: 'idle' });
  const looking = useRef(new AbortController());
  useEffect(() => () => looking.current.abort(), []);
  const fieldId = useId();

  async function lookAt(typed: string): Promise<void> {
    looking.current.abort();
    const { signal } = (looking.current = new AbortController());
    setLook({ kind: 'looking', where: typed });
    try {
      const location = remoteLocationOf(typed, window.location.href);
      const description = await library.inspect(location, signal);
      if (!signal.aborted) setLook({ kind: 'found', location, description });
    } catch (error) {
      if (!signal.aborted) setLook({ kind: 'failed', message: messageOf(error) });
    }
  }

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    void lookAt(String(new FormData(event.currentTarget).get('where')));
  }

  return (
    <div className="way">
      <form onSubmit={submit} className="by-url">
        <label htmlFor={fieldId}>Address, or repository on Hugging Face</label>
        <input
          id={fieldId}
          name="where"
          autoComplete="off"
          spellCheck={false}
          placeholder="owner/name@revision, or https://example.org/package/"
          required
        />
        <button type="submit" disabled={look.kind === 'looking'}>
          Look
        </button>
      </form>
      {look.kind === 'looking' && <p className="muted">Reading the manifest of {look.where}…</p>}
      {look.kind === 'failed' && <ErrorLine text={look.message} />}
      {look.kind === 'found' && (
        <Offer
          key={look.description.id}
          location={look.location}
          description={look.description}
          onTaken={() => setLook({ kind: 'idle' })}
        />
      )}
    </div>
  );
}

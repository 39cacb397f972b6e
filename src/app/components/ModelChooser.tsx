import { type SubmitEvent, useId, useState } from 'react';
import { messageOf } from '../../core/errors.ts';
import { folderFilesOf, labelOfUrl, packageOfFolder, packageOfUrl } from '../files/modelPackage.ts';
import { builtInModel } from '../files/pageAddress.ts';
import { usePage } from '../page.ts';
import { SITE_URL } from '../siteUrl.ts';
import { FileButton } from './FileButton.tsx';

/** Makes a package of a checkpoint and of the folder of the model it was trained from. */
const CONVERT_COMMAND = 'npx editreward convert --checkpoint CHECKPOINT --base BASE_MODEL --dtype q4 --out PACKAGE';

interface ModelChooserProps {
  readonly onChosen?: () => void;
  /** Choosing a folder is the page's next step. */
  readonly primary?: boolean;
  /** Id of the folder button. */
  readonly id?: string;
}

/** Ways to a model package: a folder on this computer, an address, or the one that comes with the site. */
export function ModelChooser({ onChosen, primary = false, id }: ModelChooserProps) {
  const { actions } = usePage();
  const [problem, setProblem] = useState<string>();
  const urlId = useId();

  function attempt(load: () => Promise<void>): void {
    setProblem(undefined);
    try {
      void load();
      onChosen?.();
    } catch (error) {
      setProblem(messageOf(error));
    }
  }

  function chooseFolder(list: readonly File[]): void {
    const files = folderFilesOf(list);
    const name = files[0]?.path.split('/')[0] ?? '';
    attempt(() => actions.loadModel({ label: name, location: packageOfFolder(name, files) }));
  }

  function chooseUrl(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get('url'));
    attempt(() => {
      const place = packageOfUrl(typed, location.href);
      return actions.loadModel({ label: labelOfUrl(place.url), location: place });
    });
  }

  return (
    <section className="chooser" aria-label="Choose a model package">
      <h2>Choose a model package</h2>
      <p>
        A model package is a folder with a <code>manifest.json</code>, the weights and everything else that scoring
        needs. One command makes it from an EditReward checkpoint:
      </p>
      <pre tabIndex={0}>
        <code>{CONVERT_COMMAND}</code>
      </pre>
      <div className="ways">
        <FileButton
          folder
          {...(id === undefined ? {} : { id })}
          label="Choose a folder"
          className={primary ? 'primary' : ''}
          onFiles={chooseFolder}
        />
        <form onSubmit={chooseUrl} className="by-url">
          <label htmlFor={urlId}>or an address</label>
          <input
            id={urlId}
            name="url"
            inputMode="url"
            autoComplete="off"
            placeholder="https://example.org/package/"
            required
          />
          <button type="submit">Load</button>
        </form>
        <button type="button" onClick={() => attempt(() => actions.loadModel(builtInModel(SITE_URL)))}>
          Use the built-in model
        </button>
      </div>
      <p className="muted">Or drop the folder anywhere. Model and pictures stay on this computer.</p>
      {problem !== undefined && (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

import { usePage } from '../shell/page.ts';
import { orientationOf } from './orientation.ts';
import { FileButton } from '../ui/FileButton.tsx';
import { PictureImage } from '../ui/PictureImage.tsx';

/** The picture before the edit. */
export function SourcePanel({ onAspect }: { readonly onAspect: (aspect: number) => void }) {
  const { state, dispatch, actions } = usePage();
  const { source, runError } = state;
  const replace = (files: readonly File[]) => void actions.addFiles(files, 'source');
  const failed = source && runError?.file === source.name ? runError : undefined;
  return (
    <section className="source" aria-labelledby="source-title" data-drop="source">
      <div className="section-head">
        <h2 id="source-title">Source</h2>
        {source && (
          <span className="section-tools">
            <FileButton label="Replace" className="quiet" onFiles={replace} />
            <button
              type="button"
              className="quiet"
              aria-label="Remove the source"
              onClick={() => dispatch({ type: 'pictureRemoved', id: source.id })}
            >
              Remove
            </button>
          </span>
        )}
      </div>
      {source ? (
        <figure className={failed ? 'failed' : undefined}>
          <div className="canvas">
            <PictureImage
              key={source.id}
              picture={source}
              orientation={orientationOf(state)}
              alt={`Source: ${source.name}`}
              onAspect={onAspect}
            />
          </div>
          <figcaption className="file-name" title={source.name}>
            {source.name}
          </figcaption>
          {failed && (
            <p className="error" role="alert">
              {failed.message}
            </p>
          )}
        </figure>
      ) : (
        <div className="canvas empty">
          <p>The picture before the edit.</p>
          <FileButton id="add-source" label="Choose the source" onFiles={replace} />
        </div>
      )}
    </section>
  );
}

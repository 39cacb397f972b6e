import { ErrorLine } from '../ui/ErrorLine.tsx';
import { FileName } from '../ui/FileName.tsx';
import { FileButton } from '../ui/FileButton.tsx';
import { PictureImage } from '../ui/PictureImage.tsx';
import { orientationOf } from './orientation.ts';
import { dragsPicture, takesPicture } from './pictureDrag.ts';
import type { Picture } from './stageState.ts';
import { useStage, useStageActions, useStageDispatch } from './useStage.ts';

interface SourcePanelProps {
  readonly onAspect: (aspect: number) => void;
}

/** The picture before the edit. */
export function SourcePanel({ onAspect }: SourcePanelProps) {
  const source = useStage((stage) => stage.source);
  const dispatch = useStageDispatch();
  const isScoring = useStage(({ run }) => run !== undefined);
  const { addFiles } = useStageActions();
  const replace = (files: readonly File[]) => void addFiles(files, 'source');
  const takes = takesPicture((id) => !isScoring && dispatch({ type: 'usedAsSource', id }));
  return (
    <section className="source" aria-labelledby="source-title" data-drop="source" {...takes}>
      <div className="section-head">
        <h2 id="source-title">Source</h2>
        {source && <SourceTools source={source} onReplace={replace} />}
      </div>
      {source ? (
        <SourceFigure source={source} onAspect={onAspect} />
      ) : (
        <div className="canvas empty">
          <p>The picture before the edit.</p>
          <FileButton id="add-source" label="Choose the source" onFiles={replace} />
        </div>
      )}
    </section>
  );
}

interface SourceToolsProps {
  readonly source: Picture;
  readonly onReplace: (files: readonly File[]) => void;
}

function SourceTools({ source, onReplace }: SourceToolsProps) {
  const dispatch = useStageDispatch();
  return (
    <span className="section-tools">
      <FileButton label="Replace" className="quiet" onFiles={onReplace} />
      <button
        type="button"
        className="quiet"
        aria-label="Remove the source"
        onClick={() => dispatch({ type: 'pictureRemoved', id: source.id })}
      >
        Remove
      </button>
    </span>
  );
}

function SourceFigure({ source, onAspect }: SourcePanelProps & { readonly source: Picture }) {
  const orientation = useStage(orientationOf);
  const failure = useStage(({ runError }) => (runError?.file === source.name ? runError.message : undefined));
  return (
    <figure className={failure === undefined ? undefined : 'failed'}>
      <div className="canvas" {...dragsPicture(source.id)}>
        <PictureImage
          key={source.id}
          picture={source}
          orientation={orientation}
          alt={`Source: ${source.name}`}
          onAspect={onAspect}
        />
      </div>
      <figcaption className="file-name">
        <FileName name={source.name} />
      </figcaption>
      <ErrorLine text={failure} />
    </figure>
  );
}

import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import type { ImageOrientation } from '../../core/score/scoreRequest.ts';
import type { ShownPicture } from '../ui/PictureImage.tsx';

/** A scored picture, and what it was scored with. */
export interface OcclusionSubject {
  readonly picture: ShownPicture;
  /** Where the model looks at one. */
  readonly source: ShownPicture | undefined;
  readonly instruction: string;
  readonly orientation: ImageOrientation;
  readonly status: ModelStatus;
}

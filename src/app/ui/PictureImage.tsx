import { useState } from 'react';
import type { ImageOrientation } from '../../core/score/scoreRequest.ts';
import { useBlobImage } from './useBlobImage.ts';

/** A picture to be looked at. `id` tells it from the others beside it. */
export interface ShownPicture {
  readonly id: number;
  readonly name: string;
  readonly blob: Blob;
}

interface PictureImageProps {
  readonly picture: Pick<ShownPicture, 'name' | 'blob'>;
  /** Shown as it is scored. */
  readonly orientation: ImageOrientation;
  readonly alt: string;
  readonly onAspect?: ((aspect: number) => void) | undefined;
}

export function PictureImage({ picture, orientation, alt, onAspect }: PictureImageProps) {
  const show = useBlobImage(picture.blob);
  const [unreadable, setUnreadable] = useState(false);
  if (unreadable) return <span className="no-picture">This browser cannot show {picture.name}.</span>;
  return (
    <img
      ref={show}
      alt={alt}
      draggable={false}
      style={{ imageOrientation: orientation === 'official' ? 'none' : 'from-image' }}
      onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => onAspect?.(naturalWidth / naturalHeight)}
      onError={() => setUnreadable(true)}
    />
  );
}

import { useState } from 'react';
import type { ImageOrientation } from '../../core/score/scoreRequest.ts';
import { useBlobImage } from './useBlobImage.ts';
import type { Picture } from '../score/appState.ts';

interface PictureImageProps {
  readonly picture: Picture;
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

import { useEffect, useRef, useState } from 'react';
import type { ImageReference } from '../../../core/dataset/datasetItem.ts';
import type { Thumbnails } from './thumbnails.ts';

interface ThumbnailProps {
  readonly image: ImageReference;
  /** Undefined where the images are not at hand. */
  readonly thumbnails: Thumbnails<ImageBitmap> | undefined;
}

/** An image made small, once its row is in sight. */
export function Thumbnail({ image, thumbnails }: ThumbnailProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [unreadable, setUnreadable] = useState(false);
  useEffect(() => {
    const gone = new AbortController();
    const show = (picture: ImageBitmap) => {
      if (canvas.current && !gone.signal.aborted) draw(canvas.current, picture);
    };
    const here = thumbnails?.get(image.name);
    if (here) show(here);
    else thumbnails?.load(image, gone.signal).then(show, () => gone.signal.aborted || setUnreadable(true));
    return () => gone.abort();
  }, [image, thumbnails]);
  return (
    <span className="canvas thumbnail" title={image.name}>
      {unreadable ? <span aria-hidden="true">?</span> : <canvas ref={canvas} width="1" height="1" />}
    </span>
  );
}

function draw(canvas: HTMLCanvasElement, picture: ImageBitmap): void {
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
}

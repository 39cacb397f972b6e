import { type RefCallback, useCallback } from 'react';

/** A ref that shows `blob` in its `<img>` and releases the object URL with it. */
export function useBlobImage(blob: Blob): RefCallback<HTMLImageElement> {
  return useCallback(
    (image) => {
      if (!image) return;
      const url = URL.createObjectURL(blob);
      image.src = url;
      return () => URL.revokeObjectURL(url);
    },
    [blob],
  );
}

import { useMemo } from 'react';
import type { ColumnsQuestion } from '../columnsQuestion.ts';
import { findImages } from '../imagePaths.ts';

/** The file of a picture that a row names; undefined where it is not among the chosen files. */
export type ReadSample = (name: string) => Promise<Blob | undefined>;

/** Pictures beside a file whose columns are not known yet. */
export function useSamplePictures({ sample, files, manifestPath }: ColumnsQuestion): ReadSample {
  return useMemo(() => {
    const names = sample.rows.flat().flatMap((cell) => (cell.kind === 'pictures' ? cell.names : []));
    const { locate } = findImages([...new Set(names)], files.paths, manifestPath);
    return async (name) => {
      const path = locate(name);
      return path === undefined ? undefined : files.open(path);
    };
  }, [sample, files, manifestPath]);
}

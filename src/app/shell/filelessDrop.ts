import type { Route } from '../ui/useRoute.ts';

const PICTURES = 'Drop or paste picture files: JPEG, PNG, WebP, AVIF, GIF or BMP.';

/** What each page takes; each completes "no file came with it. ". */
const NEEDS: Readonly<Record<Route, string>> = {
  score: PICTURES,
  history: PICTURES,
  batch: 'Drop a folder with a dataset and its images.',
  benchmark: 'Drop results, or the folder that they are in.',
  models: 'Drop a folder: a model package, or a checkpoint to convert.',
};

/** What a drag or a clipboard held, by its types and its HTML. */
export interface Fileless {
  readonly types: readonly string[];
  readonly html: string;
}

/** Why nothing was taken of what holds no file, and what the page takes instead. */
export function explainFileless({ types, html }: Fileless, route: Route): string {
  if (/<img\b/i.test(html)) {
    return 'The picture came as a link to another page, without its file. Save it first (often "Save image as"), then drop the file.';
  }
  if (types.includes('text/uri-list')) return `That was a link, and no file came with it. ${NEEDS[route]}`;
  if (types.includes('text/plain')) return `That was text, and no file came with it. ${NEEDS[route]}`;
  return `No file came with that. ${NEEDS[route]}`;
}

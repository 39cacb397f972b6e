import type { PublishedSource } from '../../evaluation/publishedTables.ts';

/** Where figures were published, and which state of it was read. */
export function SourceLink({ source }: { readonly source: PublishedSource }) {
  return (
    <>
      <a href={source.url} target="_blank" rel="noreferrer">
        {source.name}
      </a>
      , {source.asOf}
    </>
  );
}

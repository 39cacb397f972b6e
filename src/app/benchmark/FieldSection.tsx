import { useId } from 'react';
import type { PublishedSuite } from '../../evaluation/publishedFigures.ts';
import type { PublishedField } from '../../evaluation/publishedField.ts';
import { fieldTable } from '../../evaluation/report/fieldTable.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { SourceLink } from './SourceLink.tsx';

interface FieldSectionProps {
  readonly suite: PublishedSuite;
  readonly field: PublishedField;
}

/** The field of a suite, with one's own results at their place in it. */
export function FieldSection({ suite, field }: FieldSectionProps) {
  const id = useId();
  const { note, source } = suite.table;
  const own = new Set(field.entries.flatMap(({ isOwn }, place) => (isOwn ? [place] : [])));
  const title = `Among what was published of ${suite.name}`;
  return (
    <section className="field-section" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {field.notes.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <DataTable table={fieldTable(field)} caption={title} marked={own} />
      <p className="muted interval-note">
        {note} From <SourceLink source={source} />.
      </p>
    </section>
  );
}

import { useState } from 'react';
import { Segments } from '../ui/Segments.tsx';
import { ConvertForm } from './ConvertForm.tsx';
import { DownloadForm } from './DownloadForm.tsx';
import { ImportForm } from './ImportForm.tsx';

const WAYS = [
  { value: 'convert', label: 'Convert a checkpoint' },
  { value: 'download', label: 'Download a package' },
  { value: 'import', label: 'Copy from a folder' },
] as const;

type Way = (typeof WAYS)[number]['value'];

/** Three ways to another model. */
export function AddModel() {
  const [way, setWay] = useState<Way>('convert');
  return (
    <section className="add-model" aria-labelledby="add-title">
      <div className="section-head">
        <h2 id="add-title">Add a model</h2>
        <Segments label="How" options={WAYS} value={way} onChange={setWay} />
      </div>
      {way === 'convert' && <ConvertForm />}
      {way === 'download' && <DownloadForm />}
      {way === 'import' && <ImportForm />}
    </section>
  );
}

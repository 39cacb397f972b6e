import { TEMPLATES, templateText } from '../../formats/dataset/templates.ts';
import { saveBlob } from '../ui/saveBlob.ts';

/** A small file of each layout, to be filled. */
export function TemplateButtons() {
  return (
    <div className="templates">
      <span className="muted">Templates:</span>
      {TEMPLATES.map((template) => (
        <button
          key={template.layout}
          type="button"
          className="quiet"
          title={template.file}
          onClick={() => saveBlob(template.file, new Blob([templateText(template)]))}
        >
          {template.label}
        </button>
      ))}
    </div>
  );
}

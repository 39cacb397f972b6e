/** Browsers ask so wherever a page is given a folder, whatever it does with it. */
export function UploadQuestion() {
  return (
    <span className="muted">
      Your browser may ask whether to “upload” a folder: this page reads it here, and nothing leaves this computer.
    </span>
  );
}

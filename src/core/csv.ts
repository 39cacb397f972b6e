export type CsvCell = string | number | undefined;

/** https://www.rfc-editor.org/rfc/rfc4180 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

/**
 * Text that a spreadsheet would take for a formula gets an apostrophe before it, which spreadsheets do not show. Numbers
 * are our own. https://owasp.org/www-community/attacks/CSV_Injection
 */
function cellText(value: CsvCell): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

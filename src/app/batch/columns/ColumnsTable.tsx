import type { ColumnRole } from '../../../core/dataset/columnMapping.ts';
import type { SampleCell } from '../../../core/dataset/columnSample.ts';
import type { ColumnsQuestion } from '../columnsQuestion.ts';
import { ROLE_LABELS, type Roles } from './columnRoles.ts';
import { SamplePicture } from './SamplePicture.tsx';
import { useSamplePictures, type ReadSample } from './useSamplePictures.ts';

/** Rows that are shown: enough to know what a column holds. */
const SHOWN_ROWS = 5;
/** Pictures of a list that are shown. */
const SHOWN_PICTURES = 4;

interface ColumnsTableProps {
  readonly question: ColumnsQuestion;
  readonly roles: Roles;
  readonly onRole: (column: string, role: ColumnRole | undefined) => void;
}

/** The first rows, with a field for the role of each column above them. */
export function ColumnsTable({ question, roles, onRole }: ColumnsTableProps) {
  const { columns, rows } = question.sample;
  const read = useSamplePictures(question);
  return (
    <div className="columns-frame" role="region" aria-label="The first rows" tabIndex={0}>
      <table className="columns-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className={roles.get(column) && 'has-role'}>
                <span>{column}</span>
                <RoleField column={column} role={roles.get(column)} onRole={onRole} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN_ROWS).map((cells, row) => (
            <tr key={row}>
              {columns.map((column, place) => (
                <td key={column} className={roles.get(column) && 'has-role'}>
                  <Cell cell={cells[place]} read={read} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const NOT_READ = 'none';

interface RoleFieldProps extends Pick<ColumnsTableProps, 'onRole'> {
  readonly column: string;
  readonly role: ColumnRole | undefined;
}

function RoleField({ column, role = undefined, onRole }: RoleFieldProps) {
  return (
    <select
      aria-label={`What ${column} is`}
      value={role ?? NOT_READ}
      onChange={({ currentTarget: { value } }) => onRole(column, ROLE_LABELS.find((one) => one.role === value)?.role)}
    >
      <option value={NOT_READ}>Not read</option>
      {ROLE_LABELS.map((one) => (
        <option key={one.role} value={one.role}>
          {one.label}
        </option>
      ))}
    </select>
  );
}

interface CellProps {
  readonly cell: SampleCell | undefined;
  readonly read: ReadSample;
}

function Cell({ cell, read }: CellProps) {
  if (!cell || cell.kind === 'blank') return null;
  if (cell.kind === 'number') return <>{cell.value}</>;
  if (cell.kind === 'text') return <>{cell.text}</>;
  return (
    <span className="sample-pictures">
      {cell.names.slice(0, SHOWN_PICTURES).map((name, place) => (
        <SamplePicture key={place} name={name} read={cell.embedded ? undefined : read} />
      ))}
    </span>
  );
}

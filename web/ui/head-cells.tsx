interface HeadCellsProps {
  first: string;
  /** Short name and what it stands for. */
  columns: readonly (readonly [string, string])[];
}

/** Head of a table of figures. */
export function HeadCells({ first, columns }: HeadCellsProps) {
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {columns.map(([short, long]) => (
          <th key={short} scope="col">
            <abbr title={long}>{short}</abbr>
          </th>
        ))}
      </tr>
    </thead>
  );
}

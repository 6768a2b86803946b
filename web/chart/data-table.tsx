interface DataTableProps {
  caption: string;
  head: readonly string[];
  rows: readonly (readonly (string | number)[])[];
}

/** The numbers of a chart, for those who cannot see it or want to know exactly. */
export function DataTable({ caption, head, rows }: DataTableProps) {
  return (
    <details className="data">
      <summary>{caption}</summary>
      <div className="data-scroll">
        <table className="figures">
          <thead>
            <tr>
              {head.map((text) => (
                <th key={text} scope="col">
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([first, ...rest], n) => (
              <tr key={n}>
                <th scope="row">{first}</th>
                {rest.map((cell, index) => (
                  <td key={index}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** A column of a text table: its title, and whether its cells are numbers (right-aligned). */
export interface TableColumn {
  readonly title: string;
  readonly number?: boolean;
}

/** Lays rows out in columns, two spaces apart, without trailing blanks; one line a row. */
export function textTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): string {
  const widths = columns.map((c, k) =>
    rows.reduce((w, row) => Math.max(w, (row[k] ?? "").length), c.title.length),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map((c, k) => {
        const cell = cells[k] ?? "";
        const width = widths[k] ?? 0;
        return c.number === true ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd();
  return [line(columns.map((c) => c.title)), ...rows.map(line), ""].join("\n");
}

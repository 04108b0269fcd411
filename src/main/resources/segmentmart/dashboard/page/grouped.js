// Rows that belong together.

/** Lists of the rows that have the same key, in the order of the first of each. */
export function grouped(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) {
    const group = groups.get(keyOf(row)) ?? [];
    groups.set(keyOf(row), group);
    group.push(row);
  }
  return [...groups.values()];
}

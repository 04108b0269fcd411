// Shades of cells. They only help to find the great and the small: each cell says its figure.

const HEAT = [0.05, 0.15, 0.3, 0.6];
const MORE = [1.1, 1.25, 1.5, 2, 3];
const LESS = [0.9, 0.7];

/** The shade of a share of 0 to 1; none for nothing. */
export function heat(share) {
  return share > 0 ? `heat-${1 + HEAT.filter(step => share >= step).length}` : null;
}

/** The shade of a lift: warm where products avoid each other, none where they have nothing to do with each other. */
export function liftHeat(lift) {
  const [more, less] = [MORE.filter(step => lift >= step).length, LESS.filter(step => lift <= step).length];
  return more > 0 ? `heat-${more}` : less > 0 ? `cool-${less}` : null;
}

/** Which of these positions, in order, get a label: none that would come nearer than `gap` to the one before it. */
export function spreadLabels(positions: readonly number[], gap: number): boolean[] {
  let last = -Infinity;
  return positions.map((position) => {
    if (position - last < gap) return false;
    last = position;
    return true;
  });
}

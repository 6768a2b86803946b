/** Grey shapes where content will be. */
export function Skeleton({ label, blocks }: { label: string; blocks: readonly number[] }) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {blocks.map((height, n) => (
        <div key={n} style={{ height }} />
      ))}
    </div>
  );
}

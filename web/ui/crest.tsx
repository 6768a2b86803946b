/** Stands for a club's badge, which the stats do not have: its short name in the colour of its side. */
export function Crest({ short, side }: { short: string; side: 'home' | 'away' }) {
  return (
    <span className={`crest ${side}`} aria-hidden="true">
      {short.slice(0, 3)}
    </span>
  );
}

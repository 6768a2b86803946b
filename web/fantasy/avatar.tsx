/** A fan's picture, drawn by fantasy.css; decoration beside their name. */
export function Avatar({ name }: { name: string }) {
  return <span className="avatar" data-picture={name} aria-hidden="true" />;
}

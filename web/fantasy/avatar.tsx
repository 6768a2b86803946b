import { AVATARS } from './identity.ts';

/** A fan's picture; decoration beside his name. */
export function Avatar({ name }: { name: string }) {
  return (
    <span className="avatar" aria-hidden="true">
      {AVATARS[name] ?? '⭐'}
    </span>
  );
}

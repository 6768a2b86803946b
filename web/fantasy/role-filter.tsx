import type { LiveContest } from '@fanfold/client';
import { ROLE_NAMES } from '@fanfold/game/fantasy';
import type { SquadRole } from '@fanfold/game/match';

interface RoleFilterProps {
  contest: LiveContest;
  picks: readonly string[];
  selected: SquadRole | null;
  select: (role: SquadRole | null) => void;
}

/** Players of one role, with how many of it are picked and how many may be. */
export function RoleFilter({ contest: { players, rules }, picks, selected, select }: RoleFilterProps) {
  const present = new Set(players.map(({ role }) => role));
  const roles = (Object.keys(rules.roles) as SquadRole[]).filter((role) => present.has(role));
  return (
    <div className="filters" role="group" aria-label="Players by role">
      <button type="button" aria-pressed={selected === null} onClick={() => select(null)}>
        All
      </button>
      {roles.map((role) => (
        <button key={role} type="button" aria-pressed={selected === role} onClick={() => select(role)}>
          {capital(ROLE_NAMES[role][1])}{' '}
          {players.filter(({ id, role: own }) => own === role && picks.includes(id)).length}
          <small> / {rules.roles[role]?.max}</small>
        </button>
      ))}
    </div>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

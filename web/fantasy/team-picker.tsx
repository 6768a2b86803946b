import type { EntryReceipt, LiveContest, LiveEntry } from '@fanfold/client';
import { type ContestPlayer, ROLE_NAMES, validateEntry } from '@fanfold/game/fantasy';
import type { SquadRole } from '@fanfold/game/match';
import { useEffect, useState } from 'react';
import { useFanfold } from '../live/fanfold-context.ts';
import { type Draft, EMPTY_DRAFT, draftOf, outOfLineup, toggled, withNextArmband } from './draft.ts';
import { IdentityFields } from './identity-fields.tsx';
import { storeIdentity, storedIdentity } from './identity.ts';
import { PlayerRow } from './player-row.tsx';
import { creditsText } from './points-text.ts';
import { refusalText } from './refusal.ts';

interface TeamPickerProps {
  contest: LiveContest;
  /** The team that is saved already. */
  entry: LiveEntry | null;
}

/** Before the match: put a team together, with budget and rules as you go, and save it. */
export function TeamPicker({ contest, entry }: TeamPickerProps) {
  const fanfold = useFanfold();
  const [draft, setDraft] = useState<Draft>(entry ? draftOf(entry) : EMPTY_DRAFT);
  const [identity, setIdentity] = useState(entry ? { name: entry.name, avatar: entry.avatar } : storedIdentity());
  const [role, setRole] = useState<SquadRole | null>(null);
  const [saving, setSaving] = useState(false);
  const [receipt, setReceipt] = useState<EntryReceipt | null>(null);
  const [refusal, setRefusal] = useState('');

  // A team saved elsewhere takes the place of the draft.
  const revision = entry?.revision ?? 0;
  useEffect(() => {
    if (entry) setDraft(draftOf(entry));
  }, [revision]);

  const problems = validateEntry(contest, draft);
  const spent = contest.players.filter(({ id }) => draft.picks.includes(id)).reduce((sum, { price }) => sum + price, 0);
  const out = outOfLineup(contest.players, contest.lineupsKnown, draft.picks);
  const isNamed = identity.name.trim() !== '';

  async function save() {
    setSaving(true);
    setRefusal('');
    try {
      storeIdentity(identity);
      const { name, avatar } = identity;
      const team = { ...draft, picks: [...draft.picks] };
      setReceipt(await fanfold.saveEntry({ contestId: contest.id, revision, name: name.trim(), avatar, ...team }));
    } catch (error) {
      setReceipt(null);
      setRefusal(refusalText(error));
    }
    setSaving(false);
  }

  return (
    <section className="card picker">
      <h2>{entry ? 'Your team' : 'Pick your team'}</h2>
      <Budget contest={contest} spent={spent} count={draft.picks.length} />
      {out.length > 0 && (
        <p className="warning" role="alert" data-testid="not-starting">
          Not in the line-up: {out.map(({ name }) => name).join(', ')}. You can still change your team.
        </p>
      )}
      <RoleFilter contest={contest} selected={role} select={setRole} draft={draft} />
      <ul className="player-list">
        {playersOf(contest, role).map((player) => (
          <Choice
            key={player.id}
            contest={contest}
            player={player}
            draft={draft}
            toggle={() => setDraft(toggled(draft, player.id))}
            armband={() => setDraft(withNextArmband(draft, player.id))}
          />
        ))}
      </ul>
      <IdentityFields identity={identity} change={setIdentity} />
      <ul className="problems" aria-live="polite" data-testid="problems">
        {problems.map(({ message }) => (
          <li key={message}>{message}</li>
        ))}
        {!isNamed && <li>Say how you want to be called.</li>}
      </ul>
      <button
        type="button"
        className="primary"
        data-testid="save-team"
        disabled={problems.length > 0 || !isNamed || saving}
        onClick={() => void save()}
      >
        {saving ? 'Saving …' : entry ? 'Save changes' : 'Save team'}
      </button>
      {refusal && (
        <p className="warning" role="alert" data-testid="refusal">
          {refusal}
        </p>
      )}
      {receipt && (
        <p className="receipt" role="status" data-testid="receipt">
          Saved at {new Date(receipt.savedAt).toLocaleTimeString([], { timeStyle: 'short' })} · revision{' '}
          {receipt.revision}. You can change it until the match starts.
        </p>
      )}
    </section>
  );
}

function Budget({ contest: { rules }, spent, count }: { contest: LiveContest; spent: number; count: number }) {
  const left = rules.budget - spent;
  return (
    <div className={`budget ${left < 0 ? 'over' : ''}`}>
      <p>
        <strong data-testid="pick-count">
          {count} / {rules.picks}
        </strong>{' '}
        players
      </p>
      <p>
        <strong data-testid="budget-left">{creditsText(left)}</strong> credits left
      </p>
      <div className="meter" aria-hidden="true">
        <div style={{ width: `${Math.min(100, (100 * spent) / rules.budget)}%` }} />
      </div>
    </div>
  );
}

interface RoleFilterProps {
  contest: LiveContest;
  draft: Draft;
  selected: SquadRole | null;
  select: (role: SquadRole | null) => void;
}

function RoleFilter({ contest, draft, selected, select }: RoleFilterProps) {
  const picked = contest.players.filter(({ id }) => draft.picks.includes(id));
  return (
    <div className="filters" role="group" aria-label="Players by role">
      <button type="button" aria-pressed={selected === null} onClick={() => select(null)}>
        All
      </button>
      {rolesOf(contest).map((role) => (
        <button key={role} type="button" aria-pressed={selected === role} onClick={() => select(role)}>
          {capital(ROLE_NAMES[role][1])} {picked.filter((player) => player.role === role).length}
          <small> / {contest.rules.roles[role]?.max}</small>
        </button>
      ))}
    </div>
  );
}

interface ChoiceProps {
  contest: LiveContest;
  player: ContestPlayer;
  draft: Draft;
  toggle: () => void;
  armband: () => void;
}

function Choice({ contest, player, draft, toggle, armband }: ChoiceProps) {
  const isPicked = draft.picks.includes(player.id);
  const band = draft.captain === player.id ? 'C' : draft.viceCaptain === player.id ? 'VC' : '';
  return (
    <li className={isPicked ? 'picked' : ''} data-testid="choice">
      <PlayerRow contest={contest} player={player}>
        <span className="price">{creditsText(player.price)}</span>
        {isPicked && (
          <button
            type="button"
            className={`armband ${band ? 'worn' : ''}`}
            aria-label={`${player.name}: ${band === 'C' ? 'captain' : band === 'VC' ? 'vice-captain' : 'make captain or vice-captain'}`}
            onClick={armband}
          >
            {band || 'C?'}
          </button>
        )}
        <button
          type="button"
          className="pick"
          aria-pressed={isPicked}
          aria-label={`${isPicked ? 'Remove' : 'Pick'} ${player.name}`}
          onClick={toggle}
        >
          {isPicked ? '✓' : '+'}
        </button>
      </PlayerRow>
    </li>
  );
}

function rolesOf(contest: LiveContest): SquadRole[] {
  const present = new Set(contest.players.map(({ role }) => role));
  return (Object.keys(contest.rules.roles) as SquadRole[]).filter((role) => present.has(role));
}

/** Starters first, then the dearest. */
function playersOf(contest: LiveContest, role: SquadRole | null): ContestPlayer[] {
  return contest.players
    .filter((player) => role === null || player.role === role)
    .sort((a, b) => Number(b.starting) - Number(a.starting) || b.price - a.price || (a.name < b.name ? -1 : 1));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

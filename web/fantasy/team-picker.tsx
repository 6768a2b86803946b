import type { EntryReceipt, FanProfile, LiveContest, LiveEntry } from '@fanfold/client';
import { type ContestPlayer, validateEntry } from '@fanfold/game/fantasy';
import type { SquadRole } from '@fanfold/game/match';
import { useEffect, useState } from 'react';
import { useFanfold } from '../live/fanfold-context.ts';
import { Budget } from './budget.tsx';
import { Choice } from './choice.tsx';
import { type Draft, EMPTY_DRAFT, draftOf, isSameTeam, outOfLineup, toggled, withNextArmband } from './draft.ts';
import { IdentityFields } from './identity-fields.tsx';
import { type Identity, NO_IDENTITY } from './identity.ts';
import { refusalText } from '../ui/refusal.ts';
import { RoleFilter } from './role-filter.tsx';
import { Saved } from './saved.tsx';

interface TeamPickerProps {
  contest: LiveContest;
  /** The team that is saved already. */
  entry: LiveEntry | null;
  /** How others see the fan; null: they have not said yet how they want to be called. */
  profile: FanProfile | null;
}

/** Before the match: put a team together, with budget and rules as you go, and save it. */
export function TeamPicker({ contest, entry, profile }: TeamPickerProps) {
  const fanfold = useFanfold();
  const [draft, setDraft] = useState<Draft>(entry ? draftOf(entry) : EMPTY_DRAFT);
  const [chosen, setChosen] = useState<Identity | null>(null);
  const [role, setRole] = useState<SquadRole | null>(null);
  const [saving, setSaving] = useState(false);
  const [receipt, setReceipt] = useState<EntryReceipt | null>(null);
  const [refusal, setRefusal] = useState('');

  // A team saved elsewhere takes the place of the draft.
  const revision = entry?.revision ?? 0;
  useEffect(() => {
    if (entry) setDraft(draftOf(entry));
  }, [revision]);

  const identity = chosen ?? profile ?? NO_IDENTITY;
  const name = identity.name.trim();
  const missing = validateEntry(contest, draft).map(({ message }) => message);
  if (name === '') missing.push('Say how you want to be called.');
  const out = outOfLineup(contest.players, contest.lineupsKnown, draft.picks);
  const isSaved = entry !== null && isSameTeam(draft, draftOf(entry));

  async function save() {
    setSaving(true);
    setRefusal('');
    try {
      const team = { ...draft, picks: [...draft.picks] };
      const { avatar } = identity;
      // What ops have put in place of a name is not the fan's choice.
      if (chosen && (name !== profile?.name || avatar !== profile.avatar)) await fanfold.setProfile({ name, avatar });
      setReceipt(await fanfold.saveEntry({ contestId: contest.id, revision, ...team }));
    } catch (error) {
      setRefusal(refusalText(error));
    }
    setSaving(false);
  }

  return (
    <section className="card picker">
      <h2>{entry ? 'Your team' : 'Pick your team'}</h2>
      <Budget contest={contest} draft={draft} hint={missing[0] ?? (isSaved ? 'Saved' : 'Ready to save')} />
      {out.length > 0 && (
        <p className="warning" role="alert" data-testid="not-starting">
          Not in the line-up: {out.map((player) => player.name).join(', ')}. You can still change your team.
        </p>
      )}
      <RoleFilter contest={contest} selected={role} select={setRole} picks={draft.picks} />
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
      <IdentityFields identity={identity} change={setChosen} />
      {missing.length > 0 && (
        <ul className="missing" data-testid="problems" aria-label="Before you can save">
          {missing.map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
      <button
        type="button"
        className="primary"
        data-testid="save-team"
        disabled={missing.length > 0 || saving}
        onClick={() => void save()}
      >
        {saving ? 'Saving …' : entry ? 'Save changes' : 'Save team'}
      </button>
      {refusal && (
        <p className="warning" role="alert" data-testid="refusal">
          {refusal}
        </p>
      )}
      <Saved entry={entry} receipt={receipt} isChanged={!isSaved} />
    </section>
  );
}

/** Starters first, then the dearest. */
function playersOf(contest: LiveContest, role: SquadRole | null): ContestPlayer[] {
  return contest.players
    .filter((player) => role === null || player.role === role)
    .sort((a, b) => Number(b.starting) - Number(a.starting) || b.price - a.price || (a.name < b.name ? -1 : 1));
}

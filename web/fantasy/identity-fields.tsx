import { Avatar } from './avatar.tsx';
import { AVATARS, type Identity } from './identity.ts';

interface IdentityFieldsProps {
  identity: Identity;
  change: (identity: Identity) => void;
}

/** Name and picture that others see. */
export function IdentityFields({ identity, change }: IdentityFieldsProps) {
  return (
    <div className="identity">
      <label>
        Your name, as others see it
        <input
          value={identity.name}
          maxLength={120}
          autoComplete="nickname"
          placeholder="e.g. Priya"
          data-testid="fan-name"
          onChange={({ target }) => change({ ...identity, name: target.value })}
        />
      </label>
      <fieldset className="avatars">
        <legend className="unseen">Your picture</legend>
        {AVATARS.map((name) => (
          <label key={name} className={name === identity.avatar ? 'chosen' : ''}>
            <input
              type="radio"
              name="avatar"
              className="unseen"
              checked={name === identity.avatar}
              onChange={() => change({ ...identity, avatar: name })}
            />
            <Avatar name={name} />
            <span className="unseen">{name}</span>
          </label>
        ))}
      </fieldset>
    </div>
  );
}

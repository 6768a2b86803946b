import type { LiveCampaign } from '@fanfold/client';
import { useState } from 'react';
import { countText } from '../../fantasy/points-text.ts';
import { Trouble } from '../../live/trouble.tsx';
import { useWatched } from '../../live/use-watched.ts';
import { dayText } from '../../rewards/coins-text.ts';
import { CampaignOps } from './campaign-ops.tsx';
import { useSpeed } from './use-speed.ts';

/** All campaigns with their stock and its speed; one at a time is open. */
export function Campaigns() {
  const watch = useWatched<LiveCampaign[]>('all', (fanfold, next, fail) => fanfold.watchAllCampaigns(next, fail));
  const [openId, open] = useState('');
  const chosen = watch.value?.find(({ id }) => id === openId);
  return (
    <section className="card">
      <h2>Campaigns</h2>
      <Trouble watches={[watch]} />
      {watch.value?.length === 0 && <p className="quiet">None yet: create one below.</p>}
      <table className="campaigns" data-testid="campaigns">
        <thead>
          <tr>
            <th>Campaign</th>
            <th>State</th>
            <th>Price</th>
            <th>Left</th>
            <th>A minute</th>
            <th>Closes</th>
          </tr>
        </thead>
        <tbody>
          {watch.value?.map((campaign) => (
            <Row key={campaign.id} campaign={campaign} open={() => open(campaign.id)} />
          ))}
        </tbody>
      </table>
      {chosen && <CampaignOps key={chosen.id} campaign={chosen} />}
    </section>
  );
}

function Row({ campaign, open }: { campaign: LiveCampaign; open: () => void }) {
  const { id, title, status, price, stock, closesAt } = campaign;
  const speed = useSpeed(stock.left);
  return (
    <tr data-campaign={id} data-status={status}>
      <td>
        <button type="button" className="plain" onClick={open}>
          {title} <small className="quiet">{id}</small>
        </button>
      </td>
      <td>{status}</td>
      <td>{countText(price)}</td>
      <td data-testid="left">
        {countText(stock.left)} of {countText(stock.total)}
      </td>
      <td>{countText(speed)}</td>
      <td>{dayText(closesAt)}</td>
    </tr>
  );
}

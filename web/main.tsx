import { connectFanfold } from '@fanfold/client';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { readConfig } from './config.ts';
import { FanfoldContext } from './live/use-watched.ts';
import { Notice } from './live/notice.tsx';
import './styles/base.css';
import './styles/match.css';
import './styles/chart.css';

const root = createRoot(document.getElementById('app') as HTMLElement);
try {
  const fanfold = connectFanfold(readConfig(import.meta.env));
  root.render(
    <StrictMode>
      <FanfoldContext value={fanfold}>
        <App />
      </FanfoldContext>
    </StrictMode>,
  );
} catch (error) {
  root.render(<Notice title="The page is not configured">{(error as Error).message}</Notice>);
}

import { connectFanfold } from '@fanfold/client';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { readConfig } from './config.ts';
import { ConfigProblems } from './config-problems.tsx';
import { hostedEnv } from './hosted-env.ts';
import { FanfoldContext } from './live/fanfold-context.ts';
import { ErrorBoundary } from './ui/error-boundary.tsx';
import './styles/base.css';
import './styles/list.css';
import './styles/head.css';
import './styles/match.css';
import './styles/timeline.css';
import './styles/tables.css';
import './styles/football.css';
import './styles/chart.css';
import './styles/fantasy.css';
import './styles/rewards.css';

const root = createRoot(document.getElementById('root') as HTMLElement);
const result = readConfig(await hostedEnv(import.meta.env));
root.render(
  <StrictMode>
    {'problems' in result ? (
      <ConfigProblems problems={result.problems} />
    ) : (
      <ErrorBoundary>
        <FanfoldContext value={connectFanfold(result.config)}>
          <App />
        </FanfoldContext>
      </ErrorBoundary>
    )}
  </StrictMode>,
);

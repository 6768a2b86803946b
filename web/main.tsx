import { connectFanfold } from '@fanfold/client';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { readConfig } from './config.ts';
import { FanfoldContext } from './live/fanfold-context.ts';
import { Notice } from './live/notice.tsx';
import './styles/base.css';
import './styles/match.css';
import './styles/chart.css';

const root = createRoot(document.getElementById('root') as HTMLElement);
const read = readConfig(import.meta.env);
if ('problems' in read) {
  root.render(<Notice title="The page is not configured">{read.problems.join(' ')}</Notice>);
} else {
  root.render(
    <StrictMode>
      <FanfoldContext value={connectFanfold(read.config)}>
        <App />
      </FanfoldContext>
    </StrictMode>,
  );
}

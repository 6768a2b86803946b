import { Component, type ReactNode } from 'react';
import { Notice } from './notice.tsx';

/** A fault of the page itself ends here, in words, and not in an empty window. React has logged it by then. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <main>
        <Notice title="This page has failed">
          <p>The match goes on. Load the page again to see it.</p>
          <button type="button" onClick={() => window.location.reload()}>
            Load again
          </button>
        </Notice>
      </main>
    );
  }
}

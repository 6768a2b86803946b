import type { ReactNode } from 'react';

interface NoticeProps {
  title: string;
  testId?: string;
  children?: ReactNode;
}

/** Says in the middle of the page why there is nothing else on it. */
export function Notice({ title, testId, children }: NoticeProps) {
  return (
    <section className="notice" role="status" data-testid={testId}>
      <h1>{title}</h1>
      {children}
    </section>
  );
}

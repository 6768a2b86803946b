import type { ReactNode } from 'react';

/** Says in the middle of the page why there is nothing else on it. */
export function Notice({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <section className="notice" role="status">
      <h2>{title}</h2>
      {children && <p>{children}</p>}
    </section>
  );
}

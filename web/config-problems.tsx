import { Notice } from './ui/notice.tsx';

/** What the page shows instead of matches while nobody has told it whose. */
export function ConfigProblems({ problems }: { problems: readonly string[] }) {
  return (
    <main>
      <Notice title="The page is not configured" testId="config-problems">
        <p>It reads these variables when it is built or served:</p>
        <ul className="problems">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      </Notice>
    </main>
  );
}

import { type ReactNode, useState } from 'react';
import { TabList, panelProps } from '../ui/tabs.tsx';
import { useWide } from '../ui/use-wide.ts';

export interface Section {
  id: string;
  label: string;
  column: 'main' | 'side';
  content: ReactNode;
}

/** Parts of a page: in two columns where there is room, otherwise behind tabs. */
export function Sections({ sections }: { sections: readonly Section[] }) {
  const isWide = useWide();
  const [selected, select] = useState(sections[0]?.id ?? '');
  const columnOf = (column: Section['column']) =>
    sections
      .filter((section) => section.column === column)
      .map(({ id, content }) => (
        <div key={id} className="stack" {...(isWide ? {} : { ...panelProps(id), hidden: id !== selected })}>
          {content}
        </div>
      ));
  return (
    <>
      {!isWide && <TabList label="Parts of the page" tabs={sections} selected={selected} select={select} />}
      <div className="columns">
        <div className="stack">{columnOf('main')}</div>
        <div className="stack">{columnOf('side')}</div>
      </div>
    </>
  );
}

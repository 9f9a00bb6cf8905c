import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconPlus } from '@tabler/icons-react';
import { useCallback, useRef, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { practiceApi } from '../../core/api/practice';
import type { NoteTemplate } from '../../core/api/types';
import { moved } from '../../core/notes/order';
import { builtInTemplates, outline } from '../../core/notes/templates';
import { newId } from '../../core/util/ids';
import { useAction } from '../../hooks/useAction';
import { useFocusBack } from '../../hooks/useFocusBack';
import { EmptyState } from '../EmptyState';
import { Problem } from '../Problem';
import { TemplateCard } from './TemplateCard';
import { TemplateForm } from './TemplateForm';
import classes from './templates.module.css';

/** The practice's templates in their order: begun, changed, moved and deleted one at a time. */
export function TemplateList({ initial }: { initial: NoteTemplate[] }) {
  const { t } = useTranslation();
  const [templates, setTemplates] = useState(initial);
  const [editing, setEditing] = useState<NoteTemplate | null>(null);
  const { run, running, problem } = useAction(
    useCallback(async (send: () => Promise<unknown>, next: NoteTemplate[]) => {
      await send();
      setTemplates(next);
      setEditing(null);
    }, []),
  );
  const list = useRef<HTMLUListElement>(null);
  const another = useRef<HTMLButtonElement>(null);
  const focusBack = useFocusBack(!running && !editing);
  /** To the template, on the button that was used where it still can be; to a new one where the template is not there. */
  const backTo = (id: string, used = 'template-edit') =>
    focusBack(() => {
      const card = [...(list.current?.children ?? [])].find((child) => (child as HTMLElement).dataset.id === id);
      if (!card) return another.current;
      return (
        card.querySelector<HTMLElement>(`[data-testid=${used}]:enabled`) ?? card.querySelector<HTMLElement>('[data-testid=template-edit]')
      );
    });
  const edit = (template: NoteTemplate) => {
    backTo(template.id);
    setEditing(template);
  };
  const isNew = editing !== null && templates.every(({ id }) => id !== editing.id);
  const save = (saved: NoteTemplate) =>
    void run(
      () => practiceApi.putTemplate(saved),
      isNew ? [...templates, saved] : templates.map((template) => (template.id === saved.id ? saved : template)),
    );
  const move = (at: number, by: -1 | 1) => {
    const next = moved(templates, at, by);
    backTo(templates[at]?.id ?? '', by < 0 ? 'template-up' : 'template-down');
    void run(() => practiceApi.orderTemplates(next.map(({ id }) => id)), next);
  };
  const remove = (id: string) => {
    backTo(id);
    void run(
      () => practiceApi.removeTemplate(id),
      templates.filter((template) => template.id !== id),
    );
  };
  const form = (initialOf: NoteTemplate) => (
    <TemplateForm key={initialOf.id} initial={initialOf} saving={running} onSave={save} onCancel={() => setEditing(null)} />
  );
  return (
    <>
      <Problem problem={problem} />
      {templates.length === 0 && !editing && <EmptyState title={t('templates.none')} text={t('templates.noneText')} />}
      <ul ref={list} className={classes.list}>
        {templates.map((template, at) =>
          editing?.id === template.id ? (
            form(editing)
          ) : (
            <TemplateCard
              key={template.id}
              template={template}
              first={at === 0}
              last={at === templates.length - 1}
              busy={running}
              onMove={(by) => move(at, by)}
              onEdit={() => edit(template)}
              onRemove={() => remove(template.id)}
            />
          ),
        )}
        {editing && isNew && form(editing)}
      </ul>
      {!editing && <NewTemplate ref={another} onNew={(text) => edit({ id: newId(), name: '', text })} />}
    </>
  );
}

function NewTemplate({ ref, onNew }: { ref: Ref<HTMLButtonElement>; onNew: (text: string) => void }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <Button
          ref={ref}
          w="fit-content"
          leftSection={<IconPlus size={18} aria-hidden />}
          rightSection={<IconChevronDown size={16} aria-hidden />}
          data-testid="template-new"
        >
          {t('templates.new')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onNew('')} data-testid="template-new-empty">
          {t('templates.empty')}
        </Menu.Item>
        <Menu.Label>{t('templates.beginFrom')}</Menu.Label>
        {builtInTemplates.map((id) => (
          <Menu.Item
            key={id}
            onClick={() => onNew(outline(Object.values(t(`notes.template.${id}.headings`, { returnObjects: true }))))}
            data-testid={`template-new-${id}`}
          >
            {t(`notes.template.${id}.name`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconPencilPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { builtInTemplates, outline } from '../../core/notes/templates';
import { useWorkspace } from '../../hooks/useWorkspace';
import classes from './NotesPanel.module.css';

/** Begins a note: a free one at once, or one from a template. */
export function NewNote({ onNew }: { onNew: (template: string | null, text: string) => void }) {
  const { t } = useTranslation();
  const { workspace, refresh } = useWorkspace();
  const { templates, practiceTemplates } = workspace;
  const own = [
    ['notes.ownTemplates', templates],
    ['notes.practiceTemplates', practiceTemplates],
  ] as const;
  return (
    <span className={classes.new}>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPencilPlus size={16} aria-hidden />}
        onClick={() => onNew(null, '')}
        data-testid="note-new"
      >
        {t('room.newNote')}
      </Button>
      <Menu position="bottom-end" withinPortal onOpen={refresh}>
        <Menu.Target>
          <Button size="compact-sm" variant="subtle" px={4} aria-label={t('notes.fromTemplate')} data-testid="note-templates">
            <IconChevronDown size={16} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('notes.fromTemplate')}</Menu.Label>
          {builtInTemplates.map((id) => (
            <Menu.Item
              key={id}
              onClick={() => onNew(id, outline(Object.values(t(`notes.template.${id}.headings`, { returnObjects: true }))))}
              data-testid={`note-template-${id}`}
            >
              {t(`notes.template.${id}.name`)}
            </Menu.Item>
          ))}
          {own.map(
            ([label, list]) =>
              list.length > 0 && (
                <div key={label}>
                  <Menu.Label>{t(label)}</Menu.Label>
                  {list.map((template) => (
                    <Menu.Item key={template.id} onClick={() => onNew(template.id, template.text)}>
                      {template.name}
                    </Menu.Item>
                  ))}
                </div>
              ),
          )}
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}

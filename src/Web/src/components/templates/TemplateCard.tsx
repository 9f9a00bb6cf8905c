import { ActionIcon, Button, Group, Text, Title } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoteTemplate } from '../../core/api/types';
import classes from './templates.module.css';

const NoteBody = lazy(() => import('../notes/NoteBody'));

interface Props {
  template: NoteTemplate;
  first: boolean;
  last: boolean;
  /** While something is being saved. */
  busy: boolean;
  onMove: (by: -1 | 1) => void;
  onEdit: () => void;
  onRemove: () => void;
}

/** One template as a note begun from it will look, and what can be done with it. */
export function TemplateCard({ template, first, last, busy, onMove, onEdit, onRemove }: Props) {
  const { t } = useTranslation();
  const [removing, setRemoving] = useState(false);
  const ask = useRef<HTMLButtonElement>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);
  useEffect(() => {
    // One button goes, another comes in its place: the keyboard goes with it.
    if (removing !== asked.current) (removing ? keep : ask).current?.focus();
    asked.current = removing;
  }, [removing]);
  const { name } = template;
  return (
    <li className={classes.card} data-testid="practice-template" data-id={template.id} data-name={name}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Title order={2} size="h3" className={classes.name}>
          {name}
        </Title>
        <Group gap={4} wrap="nowrap">
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            disabled={first || busy}
            aria-label={t('templates.up', { name })}
            onClick={() => onMove(-1)}
            data-testid="template-up"
          >
            <IconArrowUp size={18} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            disabled={last || busy}
            aria-label={t('templates.down', { name })}
            onClick={() => onMove(1)}
            data-testid="template-down"
          >
            <IconArrowDown size={18} />
          </ActionIcon>
        </Group>
      </Group>
      <div className={classes.preview}>
        <Suspense>
          <NoteBody text={template.text} />
        </Suspense>
      </div>
      {removing ? (
        <Group gap="xs" role="group" aria-label={t('templates.removeAsk', { name })}>
          <Text size="sm">{t('templates.removeAsk', { name })}</Text>
          <Button size="sm" color="red.9" loading={busy} onClick={onRemove} data-testid="template-remove-confirm">
            {t('common.delete')}
          </Button>
          <Button ref={keep} size="sm" variant="default" onClick={() => setRemoving(false)} data-testid="template-keep">
            {t('common.cancel')}
          </Button>
        </Group>
      ) : (
        <Group gap="xs">
          <Button
            size="sm"
            variant="default"
            disabled={busy}
            aria-label={t('templates.editOf', { name })}
            onClick={onEdit}
            data-testid="template-edit"
          >
            {t('templates.edit')}
          </Button>
          <Button
            ref={ask}
            size="sm"
            variant="subtle"
            disabled={busy}
            aria-label={t('templates.removeOf', { name })}
            onClick={() => setRemoving(true)}
            data-testid="template-remove"
          >
            {t('common.delete')}
          </Button>
        </Group>
      )}
    </li>
  );
}

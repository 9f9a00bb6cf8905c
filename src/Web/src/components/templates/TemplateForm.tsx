import { Button, Group, Input, Skeleton, Stack, TextInput, Title } from '@mantine/core';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoteTemplate } from '../../core/api/types';
import classes from './templates.module.css';

const NoteEditor = lazy(() => import('../notes/NoteEditor'));
const longestName = 120;

interface Props {
  initial: NoteTemplate;
  saving: boolean;
  onSave: (template: NoteTemplate) => void;
  onCancel: () => void;
}

/** A template's name and text, written as a note is written. */
export function TemplateForm({ initial, saving, onSave, onCancel }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState(initial.name);
  const [text, setText] = useState(initial.text);
  const field = useRef<HTMLInputElement>(null);
  // The button that was pressed is gone.
  useEffect(() => field.current?.focus(), []);
  return (
    <li className={classes.card} data-testid="template-form">
      <Stack gap="sm">
        <Title order={2} size="h3">
          {initial.name === '' ? t('templates.new') : t('templates.editOf', { name: initial.name })}
        </Title>
        <TextInput
          ref={field}
          label={t('workspace.name')}
          value={name}
          maxLength={longestName}
          onChange={(event) => setName(event.currentTarget.value)}
          data-testid="template-name"
        />
        <Input.Wrapper size="md" label={t('workspace.templateText')} labelElement="div">
          <div className={classes.text}>
            <Suspense fallback={<Skeleton height={140} radius="md" />}>
              <NoteEditor
                text={initial.text}
                label={t('workspace.templateText')}
                placeholder={t('workspace.templateText')}
                testId="template-text"
                onChange={setText}
              />
            </Suspense>
          </div>
        </Input.Wrapper>
        <Group gap="xs">
          <Button
            size="sm"
            loading={saving}
            disabled={name.trim() === '' || text.trim() === ''}
            onClick={() => onSave({ id: initial.id, name: name.trim(), text })}
            data-testid="template-save"
          >
            {t('common.save')}
          </Button>
          <Button size="sm" variant="default" onClick={onCancel} data-testid="template-cancel">
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </li>
  );
}

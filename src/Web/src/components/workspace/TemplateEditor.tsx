import { ActionIcon, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../core/api/client';
import type { NoteTemplate } from '../../core/api/types';
import { newId } from '../../core/util/ids';
import { useAction } from '../../hooks/useAction';
import { Problem } from '../Problem';
import classes from './workspace.module.css';

const NoteEditor = lazy(() => import('../notes/NoteEditor'));

/** The therapist's own note templates. */
export function TemplateEditor({ initial }: { initial: NoteTemplate[] }) {
  const { t } = useTranslation();
  const [templates, setTemplates] = useState(initial);
  return (
    <section aria-labelledby="templates-title">
      <Title order={2} size="h3" id="templates-title">
        {t('workspace.templates')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('workspace.templatesText')}
      </Text>
      <Stack gap="md">
        {templates.map((template) => (
          <Row key={template.id} initial={template} onGone={() => setTemplates((all) => all.filter(({ id }) => id !== template.id))} />
        ))}
      </Stack>
      <Button
        mt="sm"
        size="sm"
        variant="subtle"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => setTemplates([...templates, { id: newId(), name: '', text: '' }])}
        data-testid="template-add"
      >
        {t('workspace.addTemplate')}
      </Button>
    </section>
  );
}

function Row({ initial, onGone }: { initial: NoteTemplate; onGone: () => void }) {
  const { t } = useTranslation();
  const [template, setTemplate] = useState(initial);
  const [saved, setSaved] = useState(false);
  const save = useCallback(async () => {
    await api.putTemplate(template);
    setSaved(true);
  }, [template]);
  const remove = useCallback(async () => {
    await api.removeTemplate(initial.id);
    onGone();
  }, [initial.id, onGone]);
  const { run, running, problem } = useAction(save);
  const { run: runRemove } = useAction(remove);
  const change = (next: Partial<NoteTemplate>) => {
    setSaved(false);
    setTemplate((before) => ({ ...before, ...next }));
  };
  return (
    <div className={classes.template} data-testid="template-row">
      <Group gap="xs" wrap="nowrap">
        <TextInput
          size="sm"
          style={{ flex: 1 }}
          aria-label={t('workspace.name')}
          placeholder={t('workspace.name')}
          value={template.name}
          maxLength={120}
          onChange={(event) => change({ name: event.currentTarget.value })}
          data-testid="template-name"
        />
        <Button
          size="sm"
          loading={running}
          disabled={template.name.trim() === '' || template.text.trim() === ''}
          onClick={() => void run()}
          data-testid="template-save"
        >
          {t(saved ? 'workspace.saved' : 'workspace.save')}
        </Button>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('workspace.remove', { name: template.name })}
          onClick={() => void runRemove()}
        >
          <IconX size={16} />
        </ActionIcon>
      </Group>
      <Suspense>
        <NoteEditor
          text={initial.text}
          label={t('workspace.templateText')}
          placeholder={t('workspace.templateText')}
          testId="template-text"
          onChange={(text) => change({ text })}
        />
      </Suspense>
      <Problem problem={problem} />
    </div>
  );
}

import { ActionIcon, Button, Group, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../core/api/client';
import { markerColors, type MarkerCategory, type MarkerColor } from '../../core/api/types';
import { colorValues, isBuiltIn } from '../../core/session/workspace';
import { newId } from '../../core/util/ids';
import { useAction } from '../../hooks/useAction';
import { useCategoryName } from '../../hooks/useWorkspace';
import { Problem } from '../Problem';
import classes from './workspace.module.css';

const isColor = (value: string): value is MarkerColor => markerColors.some((color) => color === value);

/** The therapist's marker categories: name, colour, key. */
export function CategoryEditor({ initial }: { initial: MarkerCategory[] }) {
  const { t } = useTranslation();
  const name = useCategoryName();
  const [categories, setCategories] = useState(initial);
  const [saved, setSaved] = useState(false);
  const save = useCallback(async () => {
    await api.setMarkerCategories(categories);
    setSaved(true);
  }, [categories]);
  const { run, running, problem } = useAction(save);
  const change = (id: string, next: Partial<MarkerCategory>) => {
    setSaved(false);
    setCategories((all) => all.map((category) => (category.id === id ? { ...category, ...next } : category)));
  };
  const add = () => {
    const inUse = categories.filter(({ retired }) => !retired);
    const key = '123456789'.split('').find((candidate) => inUse.every((category) => category.key !== candidate)) ?? '';
    setCategories([...categories, { id: newId(), label: '', color: 'grey', key, retired: false }]);
  };
  return (
    <section aria-labelledby="categories-title">
      <Title order={2} size="h3" id="categories-title">
        {t('workspace.categories')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('workspace.categoriesText')}
      </Text>
      <Stack gap="xs">
        {categories
          .filter(({ retired }) => !retired)
          .map((category) => (
            <div key={category.id} className={classes.category} data-testid="category-row">
              <i className={classes.swatch} style={{ background: colorValues[category.color] }} />
              <TextInput
                size="sm"
                aria-label={t('workspace.name')}
                placeholder={isBuiltIn(category.id) ? name(category) : t('workspace.name')}
                value={category.label}
                maxLength={40}
                onChange={(event) => change(category.id, { label: event.currentTarget.value })}
                data-testid="category-name"
              />
              <NativeSelect
                size="sm"
                aria-label={t('workspace.color')}
                value={category.color}
                data={markerColors.map((value) => ({ value, label: t(`workspace.colors.${value}`) }))}
                onChange={({ currentTarget: { value } }) => isColor(value) && change(category.id, { color: value })}
              />
              <TextInput
                size="sm"
                w={64}
                aria-label={t('workspace.key')}
                value={category.key.toUpperCase()}
                maxLength={1}
                onChange={(event) => change(category.id, { key: event.currentTarget.value.toLowerCase() })}
                data-testid="category-key"
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('workspace.remove', { name: name(category) })}
                onClick={() => change(category.id, { retired: true })}
              >
                <IconX size={16} />
              </ActionIcon>
            </div>
          ))}
      </Stack>
      <Problem problem={problem} />
      <Group mt="sm">
        <Button size="sm" variant="subtle" leftSection={<IconPlus size={16} aria-hidden />} onClick={add} data-testid="category-add">
          {t('workspace.addCategory')}
        </Button>
        <Button size="sm" loading={running} onClick={() => void run()} data-testid="categories-save">
          {t(saved ? 'workspace.saved' : 'workspace.save')}
        </Button>
      </Group>
    </section>
  );
}

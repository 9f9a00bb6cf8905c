import { ActionIcon, Menu } from '@mantine/core';
import { IconBookmark, IconBookmarkFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Marker } from '../../core/api/types';
import type { MarkerBook } from '../../core/session/markerBook';
import { colorValues } from '../../core/session/workspace';
import { formatClock } from '../../core/util/format';
import { useCategoryName, useWorkspace } from '../../hooks/useWorkspace';

/** A marker's sign in the colour of its category, and the way to give it another. */
export function MarkerCategoryMenu({ marker, book }: { marker: Marker; book: MarkerBook }) {
  const { t } = useTranslation();
  const { markerCategories } = useWorkspace().workspace;
  const name = useCategoryName();
  const current = markerCategories.find(({ id }) => id === marker.categoryId);
  const sign = current ? <IconBookmarkFilled size={15} color={colorValues[current.color]} /> : <IconBookmark size={15} />;
  const label = t('markers.choose', { time: formatClock(marker.atMs) });
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={current ? `${label}: ${name(current)}` : label}
          title={current ? name(current) : t('markers.none')}
          data-testid="marker-category"
          data-category={marker.categoryId ?? ''}
        >
          {sign}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {markerCategories
          .filter(({ retired }) => !retired)
          .map((category) => (
            <Menu.Item
              key={category.id}
              leftSection={<IconBookmarkFilled size={14} color={colorValues[category.color]} aria-hidden />}
              onClick={() => book.categorise(marker.id, category.id)}
            >
              {name(category)}
            </Menu.Item>
          ))}
        <Menu.Item leftSection={<IconBookmark size={14} aria-hidden />} onClick={() => book.categorise(marker.id, null)}>
          {t('markers.none')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

import { IconBookmarkFilled } from '@tabler/icons-react';
import type { Marker } from '../../core/api/types';
import { colorValues } from '../../core/session/workspace';
import { useCategoryName, useWorkspace } from '../../hooks/useWorkspace';

/** A marker's sign in the colour of its category; the name of the category is said beside it or in the label. */
export function CategorySign({ marker, size }: { marker: Marker; size: number }) {
  const { markerCategories } = useWorkspace().workspace;
  const category = markerCategories.find(({ id }) => id === marker.categoryId);
  return <IconBookmarkFilled size={size} color={category ? colorValues[category.color] : undefined} aria-hidden />;
}

/** What a marker is called: its category, its label, or both; null where it has neither. */
export function useMarkerName(): (marker: Marker) => string | null {
  const { markerCategories } = useWorkspace().workspace;
  const name = useCategoryName();
  return ({ categoryId, label }) => {
    const category = markerCategories.find(({ id }) => id === categoryId);
    const words = [category ? name(category) : '', label].filter((part) => part !== '');
    return words.length > 0 ? words.join(': ') : null;
  };
}

import { useTranslation } from 'react-i18next';
import { colorValues } from '../../core/session/workspace';
import type { Mark } from '../../hooks/useMarkers';
import { useCategoryName, useWorkspace } from '../../hooks/useWorkspace';
import classes from './CategoryBar.module.css';

/** One button a category, with its key: the same as pressing it. */
export function CategoryBar({ mark }: { mark: Mark }) {
  const { t } = useTranslation();
  const { markerCategories } = useWorkspace().workspace;
  const name = useCategoryName();
  return (
    <div className={classes.bar}>
      {markerCategories
        .filter(({ retired }) => !retired)
        .map((category) => (
          <button
            key={category.id}
            type="button"
            className={classes.category}
            style={{ '--category': colorValues[category.color] } as React.CSSProperties}
            onClick={() => mark(category.id)}
            title={t('markers.drop', { name: name(category), key: category.key.toUpperCase() })}
            aria-keyshortcuts={category.key}
            data-testid={`marker-category-${category.id}`}
          >
            <kbd>{category.key.toUpperCase()}</kbd> {name(category)}
          </button>
        ))}
    </div>
  );
}

import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { isLimited } from '../core/affect/limited';
import type { ActionUnit } from '../core/api/types';

/** The name of an Action Unit, and whether its reading is limited. */
export function useUnitName(): (unit: ActionUnit) => string {
  const { t } = useTranslation();
  return useCallback(
    (unit: ActionUnit) => {
      const name = t(`affect.au.${unit}`);
      return isLimited(unit) ? `${name} (${t('affect.limited')})` : name;
    },
    [t],
  );
}

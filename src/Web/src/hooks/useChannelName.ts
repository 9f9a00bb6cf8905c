import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { isEmotion, unitOf } from '../core/reports/channels';
import type { ChannelKey } from '../core/reports/types';
import { useUnitName } from './useUnitName';

/** What a channel is called: "Happiness", "AU12 Lip corner puller", "AU9 Nose wrinkler (limited)". */
export function useChannelName(): (key: ChannelKey) => string {
  const { t } = useTranslation();
  const unitName = useUnitName();
  return useCallback(
    (key) => {
      if (isEmotion(key)) return t(`affect.emotion.${key}`);
      const unit = unitOf(key);
      // Recordings of earlier versions hold a unit that is not read any more.
      return unit ? `AU${unit} ${unitName(unit)}` : key.toUpperCase();
    },
    [t, unitName],
  );
}

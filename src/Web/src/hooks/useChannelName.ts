import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { isEmotion, unitOf } from '../core/reports/channels';
import type { ChannelKey } from '../core/reports/types';

/** What a channel is called: "Happiness", "AU12 Lip corner puller". */
export function useChannelName(): (key: ChannelKey) => string {
  const { t } = useTranslation();
  return useCallback(
    (key) => {
      if (isEmotion(key)) return t(`affect.emotion.${key}`);
      const unit = unitOf(key);
      // Recordings of earlier versions hold a unit that is not read any more.
      return unit ? `AU${unit} ${t(`affect.au.${unit}`)}` : key.toUpperCase();
    },
    [t],
  );
}

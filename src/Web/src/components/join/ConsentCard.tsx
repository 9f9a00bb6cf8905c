import { Switch, Text } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsentKind } from '../../core/api/types';
import classes from './ConsentCard.module.css';

interface Props {
  kind: ConsentKind;
  checked: boolean;
  forbidden: boolean;
  onChange: (checked: boolean) => void;
}

const testIds: Record<ConsentKind, string> = {
  call: 'consent-call',
  recording: 'consent-recording',
  emotionAnalysis: 'consent-analysis',
  supervision: 'consent-supervision',
};

/** One consent: a switch, a sentence, and on request what, who and how long. */
export function ConsentCard({ kind, checked, forbidden, onChange }: Props) {
  const { t } = useTranslation();
  const describedBy = useId();
  return (
    <div className={classes.card} data-on={checked}>
      <Switch
        size="md"
        labelPosition="left"
        classNames={{ root: classes.root, body: classes.body, labelWrapper: classes.labels, label: classes.label }}
        label={
          <>
            {t(`join.consent.${kind}.title`)}
            <span className={classes.need}>{t(kind === 'call' ? 'join.needed' : 'join.optional')}</span>
          </>
        }
        aria-describedby={describedBy}
        checked={checked}
        disabled={forbidden}
        onChange={(event) => onChange(event.currentTarget.checked)}
        data-testid={testIds[kind]}
      />
      <Text size="sm" id={describedBy} mt={4}>
        {forbidden ? t('join.forbiddenHere') : t(`join.consent.${kind}.short`)}
      </Text>
      {!forbidden && (
        <details className={classes.more}>
          <summary>
            {t('join.more')}
            <IconChevronDown size={16} aria-hidden />
          </summary>
          <dl>
            <dt>{t('join.whatLabel')}</dt>
            <dd>{t(`join.consent.${kind}.what`)}</dd>
            <dt>{t('join.whoLabel')}</dt>
            <dd>{t(`join.consent.${kind}.who`)}</dd>
            <dt>{t('join.longLabel')}</dt>
            <dd>{t(`join.consent.${kind}.long`)}</dd>
          </dl>
        </details>
      )}
    </div>
  );
}

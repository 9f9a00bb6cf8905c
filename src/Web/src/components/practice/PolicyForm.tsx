import { SegmentedControl, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { jurisdictions, practiceApi, type Jurisdiction, type Policy } from '../../core/api/practice';
import { useSharedEdit } from '../../hooks/useSharedEdit';
import { Card } from '../Card';
import { SaveRow } from '../SaveRow';

const forbidsAnalysis = (place: Jurisdiction) => place === 'us-il';

/** The policy, changed as a whole and saved with one button. */
export function PolicyForm({ stored }: { stored: Policy }) {
  const { t } = useTranslation();
  const [policy, setPolicy] = useState(stored);
  const { run, running, problem, saved, said, touch } = useSharedEdit(stored, {
    save: practiceApi.setPolicy,
    load: practiceApi.policy,
    show: setPolicy,
  });
  const change = (part: Partial<Policy>) => {
    touch();
    setPolicy((before) => {
      const next = { ...before, ...part };
      return forbidsAnalysis(next.jurisdiction) ? { ...next, emotionAnalysis: false, markerSuggestions: false } : next;
    });
  };
  const place = policy.jurisdiction;
  const locked = forbidsAnalysis(place);
  const dirty = JSON.stringify(policy) !== JSON.stringify(saved);
  return (
    <Stack gap="lg">
      <Card title={t('policy.jurisdiction')} text={t('policy.jurisdictionText')}>
        <SegmentedControl
          aria-label={t('policy.jurisdiction')}
          orientation={window.matchMedia('(max-width: 640px)').matches ? 'vertical' : 'horizontal'}
          data={jurisdictions.map((value) => ({ value, label: t(`policy.place.${value}`) }))}
          value={place}
          onChange={(value) => change({ jurisdiction: value })}
          data-testid="policy-jurisdiction"
        />
        <div>
          <Text>{t(`policy.placeText.${place}`)}</Text>
          <Text size="sm" c="dimmed" mt={4}>
            {t(`policy.source.${place}`)}
          </Text>
        </div>
      </Card>
      <Card title={t('policy.features')} text={t('policy.featuresText')}>
        {(['emotionAnalysis', 'markerSuggestions'] as const).map((feature) => (
          <Switch
            key={feature}
            label={t(`policy.${feature}`)}
            description={locked ? t('policy.lockedByLaw') : t(`policy.${feature}Text`)}
            checked={policy[feature]}
            disabled={locked}
            onChange={(event) => change({ [feature]: event.currentTarget.checked })}
            data-testid={`policy-${feature}`}
          />
        ))}
      </Card>
      <Card title={t('policy.safety')}>
        <Switch
          label={t('policy.secondFactor')}
          description={t('policy.secondFactorText')}
          checked={policy.secondFactorRequired}
          onChange={(event) => change({ secondFactorRequired: event.currentTarget.checked })}
          data-testid="policy-secondFactor"
        />
        {policy.provider && (
          <Switch
            label={t('issuer.onlyLabel', { provider: policy.provider })}
            description={t('issuer.onlyText')}
            checked={policy.passwordSignInOff}
            onChange={(event) => change({ passwordSignInOff: event.currentTarget.checked })}
            data-testid="policy-passwordSignInOff"
          />
        )}
        <Switch
          label={t('policy.supervisionConsent')}
          description={t('policy.supervisionConsentText')}
          checked={policy.supervisionNeedsConsent}
          onChange={(event) => change({ supervisionNeedsConsent: event.currentTarget.checked })}
        />
      </Card>
      <SaveRow
        {...{ problem, running }}
        settings={{ jurisdiction: { name: t('policy.jurisdiction'), now: t(`policy.place.${saved.jurisdiction}`) } }}
        idle={!dirty}
        saved={said && !dirty ? t('policy.saved') : ''}
        onSave={() => void run(policy)}
        testId="policy"
      />
    </Stack>
  );
}

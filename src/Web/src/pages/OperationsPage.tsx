import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../components/Card';
import { ClinicianLayout } from '../components/ClinicianLayout';
import { DropTable } from '../components/operations/DropTable';
import { Figures } from '../components/operations/Figures';
import { Problem } from '../components/Problem';
import { operationsApi, type MediaOperations, type Spread } from '../core/api/operations';
import { ratesBetween, type Rates } from '../core/operations/rates';
import { useLoad } from '../hooks/useLoad';
import { useTitle } from '../hooks/useTitle';

const everyMs = 5000;

/** How the calls go that this gateway carries: for operators. */
export default function OperationsPage() {
  const { t } = useTranslation();
  useTitle(t('operations.title'));
  const { data, problem, reload } = useLoad(operationsApi.media, everyMs);
  const rates = useRates(data);
  return (
    <ClinicianLayout>
      <Stack gap="xl" data-testid={data ? 'operations' : undefined}>
        <div>
          <Title order={1}>{t('operations.title')}</Title>
          <Text c="dimmed" mt={4} maw={680}>
            {t('operations.lead')}
          </Text>
        </div>
        {problem && <Problem problem={problem} onRetry={reload} />}
        {data ? <Reading reading={data} rates={rates} /> : !problem && <Skeleton height={320} radius="md" />}
      </Stack>
    </ClinicianLayout>
  );
}

/** What happened since the reading before the newest. */
function useRates(newest: MediaOperations | null): Rates | null {
  const [seen, setSeen] = useState<{ newest: MediaOperations | null; rates: Rates | null }>({ newest: null, rates: null });
  if (newest !== null && newest !== seen.newest) {
    setSeen({ newest, rates: seen.newest && ratesBetween(seen.newest, newest) });
  }
  return seen.rates;
}

function Reading({ reading: { totals, quality, framesTooLate, hasRelay }, rates }: { reading: MediaOperations; rates: Rates | null }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 });
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 });
  const milliseconds = (seconds: number) => t('operations.ms', { ms: number.format(seconds * 1000) });
  const share = (value: number) => percent.format(value);
  const spread = (name: string, value: Spread | null, format: (value: number) => string) => ({
    name,
    value: value ? format(value.median) : '–',
    note: value ? t('operations.p95', { value: format(value.p95) }) : t('operations.nobody'),
  });
  const rate = (name: string, value: number | undefined, format: (value: number) => string) => ({
    name,
    value: value === undefined ? '–' : format(value),
  });
  const perSecond = (value: number) => t('operations.perSecond', { value: number.format(value) });
  return (
    <>
      <Card title={t('operations.now')}>
        <Figures
          figures={[
            { name: t('operations.connected'), value: number.format(quality.connected), note: t('operations.connectedNote') },
            { name: t('operations.overTcp'), value: number.format(quality.overTcp), note: t('operations.overTcpNote') },
            { name: t('operations.connecting'), value: number.format(quality.connecting) },
            { name: t('operations.silent'), value: number.format(quality.disconnected), note: t('operations.silentNote') },
            {
              name: t('operations.relay'),
              value: t(hasRelay ? 'operations.relayOn' : 'operations.relayOff'),
              note: t('operations.relayNote'),
            },
          ]}
        />
      </Card>
      <Card title={t('operations.quality')} text={t('operations.qualityText')}>
        <Figures
          figures={[
            spread(t('operations.roundTrip'), quality.roundTrip, milliseconds),
            spread(t('operations.jitter'), quality.jitter, milliseconds),
            spread(t('operations.sendLoss'), quality.sendLoss, share),
          ]}
        />
      </Card>
      <Card title={t('operations.pictures')} text={t('operations.picturesText')}>
        <Figures
          figures={[
            { name: t('operations.pictureWhole'), value: number.format(quality.viewers.whole) },
            { name: t('operations.picturePart'), value: number.format(quality.viewers.part), note: t('operations.picturePartNote') },
            { name: t('operations.pictureNone'), value: number.format(quality.viewers.none), note: t('operations.pictureNoneNote') },
            { name: t('operations.layerChanges'), value: number.format(totals.layerChanges), note: t('operations.layerChangesNote') },
          ]}
        />
      </Card>
      <Card title={t('operations.traffic')} text={t('operations.trafficText')}>
        <Figures
          figures={[
            rate(t('operations.received'), rates?.received, perSecond),
            rate(t('operations.sent'), rates?.sent, perSecond),
            rate(t('operations.restored'), rates?.restored, share),
            rate(t('operations.lost'), rates?.lost, share),
          ]}
        />
      </Card>
      <Card title={t('operations.recording')}>
        <Figures
          figures={[
            { name: t('operations.recorded'), value: number.format(totals.framesRecorded) },
            { name: t('operations.unrecorded'), value: number.format(totals.framesUnrecorded), note: t('operations.unrecordedNote') },
            { name: t('operations.waiting'), value: number.format(totals.framesWaiting) },
            { name: t('operations.analysed'), value: number.format(totals.framesTapped) },
            { name: t('operations.tooLate'), value: number.format(framesTooLate), note: t('operations.tooLateNote') },
          ]}
        />
      </Card>
      <Card title={t('operations.dropped')} text={t('operations.droppedText')}>
        <DropTable dropped={totals.dropped} />
      </Card>
    </>
  );
}

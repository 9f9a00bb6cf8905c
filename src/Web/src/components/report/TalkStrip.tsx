import { useTranslation } from 'react-i18next';
import type { Role } from '../../core/api/types';
import { linear } from '../../core/reports/plot';
import type { TalkTrack } from '../../core/reports/types';
import { formatClock } from '../../core/util/format';
import { useWidth } from '../../hooks/useWidth';
import { railLeft, railRight } from './rails';

const rowHeight = 14;
const rows: Role[] = ['patient', 'clinician'];
const colors: Record<Role, string> = { patient: '#0072b2', clinician: '#808080' };

/** Who spoke when. Ground without an observation is grey; where it is clear and empty, nobody spoke. */
export function TalkStrip({ talk, durationMs }: { talk: TalkTrack; durationMs: number }) {
  const { t } = useTranslation();
  const [host, width] = useWidth<HTMLDivElement>();
  const x = linear(0, durationMs, railLeft, Math.max(railLeft, width - railRight));
  const spoken = (role: Role) =>
    formatClock(talk.turns.filter((turn) => turn.speaker === role).reduce((sum, turn) => sum + turn.endMs - turn.startMs, 0));
  const height = rows.length * rowHeight;
  return (
    <div
      ref={host}
      role="img"
      aria-label={t('report.talkLabel', { clinician: spoken('clinician'), patient: spoken('patient') })}
      data-testid="talk-strip"
    >
      <svg width={width} height={height} aria-hidden style={{ display: 'block' }}>
        <rect x={x(0)} width={Math.max(0, x(durationMs) - x(0))} height={height} fill="var(--gap)" />
        {talk.observed.map(({ fromMs, toMs }) => (
          <rect
            key={fromMs}
            x={x(fromMs)}
            width={Math.max(0, x(Math.min(toMs, durationMs)) - x(fromMs))}
            height={height}
            fill="var(--surface)"
          />
        ))}
        {rows.map((role, row) => (
          <g key={role}>
            <text
              x={railLeft - 8}
              y={(row + 0.5) * rowHeight}
              textAnchor="end"
              dominantBaseline="middle"
              fontSize={10}
              fill="var(--mantine-color-dimmed)"
            >
              {t(`review.${role}`).slice(0, 8)}
            </text>
            {talk.turns
              .filter((turn) => turn.speaker === role)
              .map((turn) => (
                <rect
                  key={turn.startMs}
                  x={x(turn.startMs)}
                  width={Math.max(0.6, x(turn.endMs) - x(turn.startMs))}
                  y={row * rowHeight + 2}
                  height={rowHeight - 4}
                  fill={colors[role]}
                />
              ))}
          </g>
        ))}
      </svg>
    </div>
  );
}

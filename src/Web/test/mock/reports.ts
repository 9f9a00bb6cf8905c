import { actionUnits, estimatedEmotions, type AffectTrack } from '../../src/core/api/types.ts';
import type {
  ChannelSummary,
  Course,
  CourseColumn,
  Episode,
  NoteHits,
  ReportGap,
  SessionReport,
  Timeline,
} from '../../src/core/reports/types.ts';
import { trackOf } from './affect.ts';
import { ago, notMine, type Call } from './call.ts';
import type { World } from './world.ts';

const stepMs = 2000;
// As the gateway: contempt, which is not estimated, has no channel.
const channels = [...estimatedEmotions, ...actionUnits.map((unit) => `au${unit}`)];
const maxOf = (channel: string) => (channel.startsWith('au') ? 5 : 1);

const valuesOf = (track: AffectTrack, channel: string): readonly (number | null)[] =>
  (channel.startsWith('au') ? track.actionUnits[channel.slice(2)] : track.emotions[channel as 'anger']) ?? [];

/** The values of each step that were read. */
function steps(track: AffectTrack, channel: string, durationMs: number): number[][] {
  const found: number[][] = Array.from({ length: Math.ceil(durationMs / stepMs) }, () => []);
  valuesOf(track, channel).forEach((value, i) => {
    if (value !== null) found[Math.floor((track.atMs[i] ?? 0) / stepMs)]?.push(value);
  });
  return found;
}

function timelineOf(track: AffectTrack, durationMs: number): Timeline {
  const curves = channels.map((channel) => {
    const read = steps(track, channel, durationMs);
    const each = (fold: (values: number[]) => number) => read.map((values) => (values.length > 0 ? fold(values) : null));
    return { channel, low: each((v) => Math.min(...v)), mean: each(meanOf), high: each((v) => Math.max(...v)) };
  });
  const gaps: ReportGap[] = [];
  curves[0]?.mean.forEach((value, i) => {
    const last = gaps.at(-1);
    if (value !== null) return;
    if (last?.toMs === i * stepMs) last.toMs += stepMs;
    else gaps.push({ fromMs: i * stepMs, toMs: (i + 1) * stepMs, reason: gaps.length % 2 ? 'turnedAway' : 'noFace' });
  });
  return { stepMs, curves, gaps };
}

const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function summaryOf(track: AffectTrack, channel: string): ChannelSummary {
  const values = valuesOf(track, channel).filter((value) => value !== null);
  const sorted = [...values].sort((a, b) => a - b);
  const [mean, max] = [meanOf(values), maxOf(channel)];
  const shares = Array.from({ length: 10 }, (_, i) => values.filter((v) => Math.min(9, Math.floor((v / max) * 10)) === i).length);
  return {
    channel,
    readMs: values.length * 125,
    mean,
    meanLow: mean * 0.85,
    meanHigh: mean * 1.15,
    quantiles: [0.05, 0.25, 0.5, 0.75, 0.95].map((q) => sorted[Math.floor(q * (sorted.length - 1))] ?? 0),
    distribution: shares.map((count) => count / Math.max(1, values.length)),
    shown: values.filter((v) => v >= max / 2).length / Math.max(1, values.length),
    episodes: 2,
    episodesMs: 9000,
  };
}

const episode = (channel: string, onsetMs: number, peak: number, cut = false): Episode => ({
  channel,
  onsetMs,
  peakMs: onsetMs + 2000,
  endMs: onsetMs + 5200,
  peak,
  cut,
});

function sessionReport(world: World, sessionId: string): SessionReport {
  const found = world.sessions.get(sessionId) ?? world.sessions.get('ended1');
  const durationMs = found ? (world.clock(found) ?? 0) : 0;
  const track = trackOf(durationMs);
  const timeline = timelineOf(track, durationMs);
  const lost = timeline.gaps.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  return {
    sessionId,
    patientId: found?.patientId ?? '',
    patientName: found ? world.name(found) : '',
    liveSince: found?.liveSince ? new Date(found.liveSince).toISOString() : null,
    durationMs,
    state: 'made',
    recorded: found?.recorded ?? false,
    report: {
      summary: {
        durationMs,
        readMs: durationMs - lost,
        gaps: [{ reason: 'turnedAway', totalMs: lost }],
        channels: channels.map((channel) => summaryOf(track, channel)),
      },
      timeline,
      episodes: [
        episode('happiness', 4000, 0.86),
        episode('au12', 4200, 4.1),
        episode('sadness', 27_000, 0.61),
        episode('anger', 42_000, 0.66, true),
      ],
    },
    baseline: channels.map((channel) => ({
      channel,
      sessions: 12,
      median: 0.08 * maxOf(channel),
      low: 0.04 * maxOf(channel),
      high: 0.15 * maxOf(channel),
    })),
    markers: found?.markers ?? [],
    notes: found?.notes ?? [],
    talk: {
      turns: Array.from({ length: 14 }, (_, i) => ({
        speaker: i % 2 ? ('patient' as const) : ('clinician' as const),
        startMs: i * 11_000,
        endMs: i * 11_000 + 8000,
      })),
      observed: [{ fromMs: 0, toMs: durationMs }],
    },
  };
}

const weeks = 15;

function courseOf(world: World, patientId: string): Course {
  const sessions = Array.from({ length: weeks }, (_, i) => ({
    sessionId: `ended${weeks - i}`,
    at: ago((weeks - i) * 7),
    attendance: i === 9 ? ('notHeld' as const) : ('held' as const),
    durationMs: i === 9 ? null : 48 * 60_000,
    readMs: i === 9 ? null : 41 * 60_000,
  }));
  const level = (channel: string, i: number) =>
    maxOf(channel) * (0.09 + 0.02 * Math.sin(i * 1.7 + channel.length) + (channel === 'happiness' ? 0.004 : -0.002) * i);
  const column = (channel: string): CourseColumn => {
    const at = (scale: number) => sessions.map(({ readMs }, i) => (readMs === null ? null : level(channel, i) * scale));
    return {
      mean: at(1),
      low: at(0.75),
      high: at(1.25),
      quantiles: [0.1, 0.5, 0.9, 1.6, 2.6].map(at),
      shown: at(0.4 / maxOf(channel)),
      episodes: sessions.map(({ readMs }, i) => (readMs === null ? null : 3 + (i % 4))),
    };
  };
  return {
    patientId,
    patientName: world.patients.find(({ id }) => id === patientId)?.name ?? '',
    sessions,
    channels: Object.fromEntries(channels.map((channel) => [channel, column(channel)])),
    trends: channels.map((channel) => {
      const slope = (channel === 'happiness' ? 0.018 : -0.008) * maxOf(channel);
      const mean = 0.09 * maxOf(channel);
      const meanInterval = { value: mean, low: mean * 0.9, high: mean * 1.1 };
      return { channel, sessions: weeks - 1, mean, meanInterval, slope: { value: slope, low: slope - 0.006, high: slope + 0.006 } };
    }),
  };
}

const hits = (): NoteHits => ({
  total: 1,
  hits: [
    {
      sessionId: 'ended1',
      at: ago(7),
      noteId: 'n1',
      atMs: 12_000,
      excerpt: { text: 'Arrives tired, slept four hours. Mentions the new flat at once.', highlights: [{ start: 8, length: 5 }] },
    },
  ],
});

/** Reports, and search in notes. Files are not made here. */
export function reports(world: World, { key, of }: Call): unknown {
  switch (key) {
    case `GET sessions/${of}/report`:
      return sessionReport(world, of);
    case `GET patients/${of}/course`:
      return courseOf(world, of);
    case `GET patients/${of}/course/markers`:
      return {
        categories: [
          { id: 'insight', label: '' },
          { id: 'rupture', label: '' },
        ],
        sessions: [1, 2, 3].map((i) => ({
          sessionId: `ended${i}`,
          at: ago(7 * i),
          markers: world.sessions.get(`ended${i}`)?.markers ?? [],
        })),
      };
    case `POST patients/${of}/notes/search`:
    case `POST patients/${of}/process-notes/search`:
      return hits();
    default:
      return notMine;
  }
}

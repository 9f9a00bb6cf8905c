import type { ViewedPicture } from '../api/types';

/** How well the connection carries this call. */
export type Grade = 'good' | 'weak' | 'poor';

/** What a grade rests on; sending is our own way to the server, receiving the way from there to us. */
export interface Quality {
  grade: Grade;
  sending: Grade;
  receiving: Grade;
  /** How much of the other person's picture our way from the server carries. */
  picture: ViewedPicture;
}

/** What the server said of the picture, and when (`performance.now`). */
export interface ToldPicture {
  picture: ViewedPicture;
  at: number;
}

/** The server repeats itself every two seconds while a picture is not whole: what is older than this has passed. */
const toldForMs = 7000;

/** How much of the picture comes through as far as is known now. */
export const pictureNow = (told: ToldPicture | null, now: number): ViewedPicture =>
  told !== null && now - told.at < toldForMs ? told.picture : 'whole';

const ofPicture: Record<ViewedPicture, Grade> = { whole: 'good', part: 'weak', none: 'poor' };

/** Running totals of one moment, from the browser's statistics. */
export interface Totals {
  received: number;
  lost: number;
  /** Seconds in which the other person's picture stood still. */
  frozen: number;
  /** Share of our packets that the server missed lately, 0-1; null before its first report. */
  sendLoss: number | null;
  /** Round trip to the server in seconds; null before it is known. */
  roundTrip: number | null;
  /** What the browser believes it can send, bit/s; null where it does not say. */
  sendRate: number | null;
}

const order: Grade[] = ['good', 'weak', 'poor'];

const worse = (...grades: Grade[]): Grade => order[Math.max(...grades.map((grade) => order.indexOf(grade)))] ?? 'poor';

/** Bounds above which a value is weak, and poor. */
function grade(value: number | null, weak: number, poor: number): Grade {
  if (value === null || value <= weak) return 'good';
  return value <= poor ? 'weak' : 'poor';
}

/** Grades the time between two moments. Retransmission makes up for a few percent; from about a tenth on one hears it. */
export function gradeOf(before: Totals, now: Totals, picture: ViewedPicture = 'whole'): Quality {
  const lost = Math.max(0, now.lost - before.lost);
  const came = Math.max(0, now.received - before.received);
  const lossShare = lost + came === 0 ? null : lost / (lost + came);
  const delay = grade(now.roundTrip, 0.3, 0.6);
  const tooSlow = now.sendRate === null ? 'good' : grade(-now.sendRate, -250_000, -100_000);
  const sending = worse(grade(now.sendLoss, 0.03, 0.1), delay, tooSlow);
  const receiving = worse(grade(lossShare, 0.03, 0.1), grade(now.frozen - before.frozen, 0.3, 1.2), delay, ofPicture[picture]);
  return { grade: worse(sending, receiving), sending, receiving, picture };
}

type Entry = Record<string, unknown>;

const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
const numberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** Reads a statistics report (W3C WebRTC Statistics). */
export function totalsOf(report: Iterable<[string, unknown]>): Totals {
  const entries = [...report].map(([, entry]) => entry as Entry);
  const of = (type: string) => entries.filter((entry) => entry.type === type);
  const inbound = of('inbound-rtp');
  const losses = of('remote-inbound-rtp')
    .map((entry) => numberOrNull(entry.fractionLost))
    .filter((loss) => loss !== null);
  const pair = of('candidate-pair').find((entry) => entry.nominated === true && entry.state === 'succeeded');
  const sum = (key: string) => inbound.reduce((total, entry) => total + number(entry[key]), 0);
  return {
    received: sum('packetsReceived'),
    lost: sum('packetsLost'),
    frozen: sum('totalFreezesDuration'),
    sendLoss: losses.length > 0 ? Math.max(...losses) : null,
    roundTrip: numberOrNull(pair?.currentRoundTripTime),
    sendRate: numberOrNull(pair?.availableOutgoingBitrate),
  };
}

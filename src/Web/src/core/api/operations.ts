import { request } from './http';

/** How a figure is spread over the connections. */
export interface Spread {
  median: number;
  p95: number;
}

export interface MediaTotals {
  datagramsIn: number;
  datagramsOut: number;
  rtpReceived: number;
  rtpRestored: number;
  rtpLost: number;
  rtpSent: number;
  rtpResent: number;
  keyframesAskedFor: number;
  layerChanges: number;
  framesRecorded: number;
  framesUnrecorded: number;
  framesWaiting: number;
  framesTapped: number;
  /** By the reason's name. */
  dropped: Record<string, number>;
}

/** One reading of a gateway's media endpoint; what is null has nobody to be measured on. */
export interface MediaOperations {
  at: string;
  totals: MediaTotals;
  quality: {
    connecting: number;
    connected: number;
    /** Of those, over TCP. */
    overTcp: number;
    disconnected: number;
    /** Seconds. */
    roundTrip: Spread | null;
    /** Seconds. */
    jitter: Spread | null;
    /** Share, 0-1. */
    sendLoss: Spread | null;
    /** Connections to which a picture is sent, by how much of it their networks carry. */
    viewers: { whole: number; part: number; none: number };
  };
  framesTooLate: number;
  hasRelay: boolean;
}

export const operationsApi = {
  media: (signal?: AbortSignal) => request<MediaOperations>('GET', '/api/operations/media', { signal }),
};

/**
 * The sizes in which a picture goes to the server. It passes the larger one on to a viewer whose network carries it, the smaller one to any
 * other, and analyses the smaller one alone: so that has 360 lines, in which a face before a laptop has 110 pixels or more from brow to chin
 * (what the analysis asks for to be sure; below 56 it reads nothing).
 */
const lowLines = 360;

/** A picture that is hardly larger is not worth sending twice. */
const leastRatio = 1.5;

const lowBitrate = 300_000;
const highBitrate = 900_000;
/** What one picture gets that is sent in one size. */
const singleBitrate = 600_000;

type Encoding = RTCRtpEncodingParameters & { scalabilityMode?: string };

/**
 * Smaller first, as browsers turn the last ones off when the network is slow. Two temporal layers each, so that the server can leave every
 * other frame out; a slow camera sends one: half of its few frames would be too few to follow a face.
 * @param track What is sent; null when that is not known yet.
 */
export function layersOf(track: MediaStreamTrack | null): Encoding[] {
  const { width, height, frameRate } = track?.getSettings() ?? {};
  const lines = Math.min(width ?? lowLines, height ?? lowLines);
  const ratio = lines / lowLines;
  const two = ratio >= leastRatio;
  const scalabilityMode = (frameRate ?? 30) < 24 ? 'L1T1' : 'L1T2';
  return [
    { rid: 'l', scalabilityMode, scaleResolutionDownBy: two ? ratio : 1, maxBitrate: two ? lowBitrate : singleBitrate },
    { rid: 'h', scalabilityMode, scaleResolutionDownBy: 1, maxBitrate: highBitrate, active: two },
  ];
}

/** The picture in one size, for browsers that refuse several; the second try is for those without scalability modes. */
export const singleLayer = (): Encoding[] => [{ scalabilityMode: 'L1T2', maxBitrate: singleBitrate }];
export const plainLayer = (): Encoding[] => [{ maxBitrate: singleBitrate }];

/** Fits the layers to another track: another camera, or a screen. Browsers that send one size stay with it. */
export async function fitLayers(sender: RTCRtpSender, track: MediaStreamTrack | null): Promise<void> {
  const parameters = sender.getParameters();
  if (track === null || parameters.encodings.length < 2) return;
  for (const encoding of parameters.encodings) {
    const wanted = layersOf(track).find((layer) => layer.rid === encoding.rid);
    // A mode cannot be changed everywhere, and need not be.
    const { scaleResolutionDownBy, maxBitrate, active } = wanted ?? encoding;
    Object.assign(encoding, { scaleResolutionDownBy, maxBitrate, active: active ?? true });
  }
  await sender.setParameters(parameters);
}

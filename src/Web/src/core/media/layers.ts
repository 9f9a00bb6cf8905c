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

/** How many times 360 lines a picture has, and whether that is worth two sizes. A camera that is still starting has 720: what we ask for. */
function sizeOf(track: MediaStreamTrack | null): { ratio: number; two: boolean } {
  const { width = lowLines, height = lowLines } = track?.getSettings() ?? { width: 2 * lowLines, height: 2 * lowLines };
  const ratio = Math.min(width, height) / lowLines;
  return { ratio, two: ratio >= leastRatio };
}

/**
 * Smaller first, as browsers turn the last ones off when the network is slow. Two temporal layers each, so that the server can leave every
 * other frame out; a slow camera sends one: half of its few frames would be too few to follow a face.
 * @param track What is sent; null while a camera starts. Sizes cannot be added to a call later: there are two then, both on, so that the browser looks for
 * a network that carries both (ADR 37), and `fitLayers` turns one off if it must.
 */
export function layersOf(track: MediaStreamTrack | null): Encoding[] {
  const { ratio, two } = sizeOf(track);
  const scalabilityMode = (track?.getSettings().frameRate ?? 30) < 24 ? 'L1T1' : 'L1T2';
  if (!two) return [{ scalabilityMode, maxBitrate: singleBitrate }];
  return [
    { rid: 'l', scalabilityMode, scaleResolutionDownBy: ratio, maxBitrate: lowBitrate },
    { rid: 'h', scalabilityMode, scaleResolutionDownBy: 1, maxBitrate: highBitrate },
  ];
}

/** The picture in one size, for browsers that refuse several; the second try is for those without scalability modes. */
export const singleLayer = (): Encoding[] => [{ scalabilityMode: 'L1T2', maxBitrate: singleBitrate }];
export const plainLayer = (): Encoding[] => [{ maxBitrate: singleBitrate }];

/** Fits the layers to another track: another camera, or a screen. Browsers that send one size stay with it. */
export async function fitLayers(sender: RTCRtpSender, track: MediaStreamTrack | null): Promise<void> {
  const parameters = sender.getParameters();
  if (track === null || parameters.encodings.length < 2) return;
  const { ratio, two } = sizeOf(track);
  for (const encoding of parameters.encodings) {
    if (encoding.rid === 'l')
      Object.assign(encoding, { scaleResolutionDownBy: two ? ratio : 1, maxBitrate: two ? lowBitrate : singleBitrate });
    else encoding.active = two;
  }
  await sender.setParameters(parameters);
}

import { describe, expect, it, vi } from 'vitest';
import { fitLayers, layersOf } from '../../src/core/media/layers';

const track = (width: number, height: number, frameRate = 30) =>
  ({ getSettings: () => ({ width, height, frameRate }) }) as unknown as MediaStreamTrack;

const active = (encodings: { rid?: string; active?: boolean }[]) =>
  encodings.filter((encoding) => encoding.active !== false).map((encoding) => encoding.rid);

describe('the sizes a picture is sent in', () => {
  it.each([
    [960, 720, 2],
    [1280, 720, 2],
    [720, 960, 2],
    [1920, 1080, 3],
  ])('%ix%i goes out twice, the smaller one with 360 lines', (width, height, ratio) => {
    const [low, high] = layersOf(track(width, height));
    expect(low).toMatchObject({ rid: 'l', scaleResolutionDownBy: ratio, maxBitrate: 300_000 });
    expect(high).toMatchObject({ rid: 'h', scaleResolutionDownBy: 1, maxBitrate: 900_000 });
  });

  it.each([
    [640, 480],
    [640, 360],
    [320, 240],
  ])('%ix%i is small enough to go out once, as it is', (width, height) => {
    expect(layersOf(track(width, height))).toEqual([{ scalabilityMode: 'L1T2', maxBitrate: 600_000 }]);
  });

  it('a slow camera has no temporal layers', () => {
    expect(layersOf(track(960, 720, 15)).map((layer) => layer.scalabilityMode)).toEqual(['L1T1', 'L1T1']);
  });

  const sending = (encodings: RTCRtpEncodingParameters[]) =>
    ({ getParameters: () => ({ encodings }), setParameters: vi.fn(() => Promise.resolve()) }) as unknown as RTCRtpSender;

  it.each([
    [960, 720, ['l', 'h'], { scaleResolutionDownBy: 2, maxBitrate: 300_000 }],
    [1920, 1080, ['l', 'h'], { scaleResolutionDownBy: 3, maxBitrate: 300_000 }],
    [640, 480, ['l'], { scaleResolutionDownBy: 1, maxBitrate: 600_000 }],
  ])('are there, and on, for a camera of %ix%i that starts after the call', async (width, height, sizes, low) => {
    const encodings = layersOf(null);
    expect(active(encodings)).toEqual(['l', 'h']);
    await fitLayers(sending(encodings), track(width, height));
    expect(active(encodings)).toEqual(sizes);
    expect(encodings[0]).toMatchObject(low);
  });

  it('follow another camera', async () => {
    const encodings = layersOf(track(960, 720));
    const sender = sending(encodings);
    await fitLayers(sender, track(640, 480));
    expect(active(encodings)).toEqual(['l']);
    expect(encodings[0]).toMatchObject({ scaleResolutionDownBy: 1, maxBitrate: 600_000 });
    await fitLayers(sender, track(1280, 720));
    expect(active(encodings)).toEqual(['l', 'h']);
    expect(encodings[0]).toMatchObject({ scaleResolutionDownBy: 2, maxBitrate: 300_000 });
  });

  it('stay as they are in a browser that sends one', async () => {
    const setParameters = vi.fn(() => Promise.resolve());
    const sender = { getParameters: () => ({ encodings: [{ maxBitrate: 1 }] }), setParameters } as unknown as RTCRtpSender;
    await fitLayers(sender, track(1280, 720));
    expect(setParameters).not.toHaveBeenCalled();
  });
});

/** Background blur by the camera or the system (W3C Media Capture and Streams Extensions, section 8). */
interface BlurCapabilities extends MediaTrackCapabilities {
  backgroundBlur?: boolean[];
}

interface BlurSettings extends MediaTrackSettings {
  backgroundBlur?: boolean;
}

interface BlurConstraints extends MediaTrackConstraints {
  backgroundBlur?: boolean;
}

/** Whether the camera blurs the background now; null where the page cannot change that. */
export function backgroundBlurOf(track: MediaStreamTrack | null): boolean | null {
  // Not every browser has the method.
  const capabilities = (track as { getCapabilities?: () => BlurCapabilities } | null)?.getCapabilities?.();
  const choices = capabilities?.backgroundBlur ?? [];
  if (!track || choices.length < 2) return null;
  const settings: BlurSettings = track.getSettings();
  return settings.backgroundBlur ?? false;
}

/** Asks for it; a camera that refuses stays as it is. */
export async function setBackgroundBlur(track: MediaStreamTrack, on: boolean): Promise<void> {
  const constraints: BlurConstraints = { ...track.getConstraints(), backgroundBlur: on };
  await track.applyConstraints(constraints).catch(() => undefined);
}

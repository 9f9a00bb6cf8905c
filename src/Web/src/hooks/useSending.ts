import { useEffect } from 'react';
import { sentVideo, type LocalMedia } from '../core/media/localMedia';
import { useConnection } from './useSession';
import { useStore } from './useStore';

/** Tells the other side whether this one's picture and microphone are on, whenever that changes. */
export function useSending(local: LocalMedia): void {
  const connection = useConnection();
  const state = useStore(local.state);
  const camera = sentVideo(state) !== null;
  const microphone = state.audio !== null && state.microphoneOn;
  const ready = state.phase === 'ready';
  useEffect(() => {
    if (ready) connection.tell({ camera, microphone });
  }, [connection, ready, camera, microphone]);
}

import { useEffect, useRef, useState } from 'react';
import { LocalMedia } from '../core/media/localMedia';
import { MediaClient } from '../core/media/mediaClient';
import { useConnection, useSessionState } from './useSession';

/** Camera and microphone of this person, opened while `wanted`, closed when the component goes. */
export function useLocalMedia(wanted: boolean): LocalMedia {
  const [local] = useState(() => new LocalMedia());
  useEffect(() => {
    if (!wanted) return undefined;
    void local.start();
    return () => local.dispose();
  }, [local, wanted]);
  return local;
}

/** The media connection of this session, kept up while `live`. */
export function useMediaClient(sessionId: string, local: LocalMedia, live: boolean): MediaClient {
  const [client] = useState(() => new MediaClient(sessionId, local));
  useEffect(() => {
    if (!live) return undefined;
    client.start();
    return () => client.stop();
  }, [client, live]);

  const { picture } = useConnection();
  useEffect(() => picture.subscribe(() => client.meter.tell(picture.get())), [client, picture]);

  const { link } = useSessionState();
  const before = useRef(link);
  useEffect(() => {
    if (link === 'connected' && before.current !== 'connecting') {
      client.tryAgain();
      void client.verify();
    }
    before.current = link;
  }, [client, link]);
  return client;
}

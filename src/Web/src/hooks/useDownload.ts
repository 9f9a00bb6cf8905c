import { useCallback, useEffect, useRef, useState } from 'react';
import { fetchFile, saveFile, type FileProgress } from '../core/api/file';
import { toProblem, type ApiProblem } from '../core/api/problem';

export interface Download {
  /** What is being made; null when nothing is. */
  label: string | null;
  progress: FileProgress | null;
  problem: ApiProblem | null;
  start: (path: string, label: string) => void;
  cancel: () => void;
}

/** Fetches one file at a time, with its progress, until it is saved, cancelled, refused, or the component goes. */
export function useDownload(): Download {
  const [label, setLabel] = useState<string | null>(null);
  const [progress, setProgress] = useState<FileProgress | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const running = useRef<AbortController | null>(null);
  const cancel = useCallback(() => {
    running.current?.abort();
    running.current = null;
    setLabel(null);
    setProgress(null);
  }, []);
  const start = useCallback(
    (path: string, what: string) => {
      cancel();
      const abort = new AbortController();
      running.current = abort;
      setLabel(what);
      setProblem(null);
      fetchFile(path, setProgress, abort.signal).then(
        (file) => {
          if (abort.signal.aborted) return;
          saveFile(file);
          cancel();
        },
        (error: unknown) => {
          if (abort.signal.aborted) return;
          cancel();
          setProblem(toProblem(error));
        },
      );
    },
    [cancel],
  );
  useEffect(() => () => running.current?.abort(), []);
  return { label, progress, problem, start, cancel };
}

import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../core/api/client';
import type { Indicator, Workspace } from '../core/api/types';
import { defaultWorkspace, isBuiltIn } from '../core/session/workspace';

interface WorkspaceContext {
  workspace: Workspace;
  /** Switches an indicator on or off, here at once and on the server behind. */
  show: (indicator: Indicator, on: boolean) => void;
  /** Reads it anew: somebody may have changed the practice's templates meanwhile. */
  refresh: () => void;
}

const Context = createContext<WorkspaceContext>({ workspace: defaultWorkspace, show: () => undefined, refresh: () => undefined });

/** The clinician's workspace, read once; the defaults stand in until then. */
export function WorkspaceProvider({ children }: { children: ReactNode }) {
  const [workspace, setWorkspace] = useState(defaultWorkspace);
  useEffect(() => {
    const abort = new AbortController();
    api.workspace(abort.signal).then(setWorkspace, () => undefined);
    return () => abort.abort();
  }, []);
  const show = useCallback(
    (indicator: Indicator, on: boolean) => {
      const others = workspace.hiddenIndicators.filter((hidden) => hidden !== indicator);
      const hiddenIndicators = on ? others : [...others, indicator];
      setWorkspace({ ...workspace, hiddenIndicators });
      void api.hideIndicators(hiddenIndicators).catch(() => undefined);
    },
    [workspace],
  );
  const refresh = useCallback(() => void api.workspace().then(setWorkspace, () => undefined), []);
  const value = useMemo(() => ({ workspace, show, refresh }), [workspace, show, refresh]);
  return <Context value={value}>{children}</Context>;
}

export const useWorkspace = (): WorkspaceContext => use(Context);

/** Whether an indicator is switched on. */
export const useIndicator = (indicator: Indicator): boolean => !useWorkspace().workspace.hiddenIndicators.includes(indicator);

/** What a marker category is called, in the reader's language where it came with the product. */
export function useCategoryName(): (category: { id: string; label: string }) => string {
  const { t } = useTranslation();
  return useCallback(({ id, label }) => (label === '' && isBuiltIn(id) ? t(`markers.category.${id}`) : label), [t]);
}

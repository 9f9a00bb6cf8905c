import { Component, type ReactNode } from 'react';
import i18next from 'i18next';
import { Button } from '@mantine/core';
import { MessagePage } from './CenteredMessage';

/** Catches what a page throws while it renders: an honest page instead of a white one. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    if (!this.state.crashed) return this.props.children;
    return (
      <MessagePage title={i18next.t('common.crashTitle')} text={i18next.t('common.crashText')}>
        <Button onClick={() => window.location.reload()}>{i18next.t('common.reload')}</Button>
      </MessagePage>
    );
  }
}

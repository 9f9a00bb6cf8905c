import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { TemplateList } from '../../src/components/templates/TemplateList';
import { practiceApi } from '../../src/core/api/practice';
import type { NoteTemplate } from '../../src/core/api/types';
import { find, show } from './show';

const templates: NoteTemplate[] = ['First session', 'Risk assessment', 'Last session'].map((name, i) => ({
  id: `t${i + 1}`,
  name,
  text: name,
}));

/** The button of one template's card. */
const button = (id: string, what: string) => document.querySelector<HTMLElement>(`[data-id=${id}] [data-testid=template-${what}]`)!;

/** Presses a button as the keyboard does: from where the focus is. */
async function press(on: HTMLElement) {
  await act(async () => {
    on.focus();
    on.click();
    await new Promise((resolve) => setTimeout(resolve));
  });
}

describe('the keyboard, in the list of templates', () => {
  beforeEach(async () => {
    vi.spyOn(practiceApi, 'putTemplate').mockResolvedValue(undefined);
    vi.spyOn(practiceApi, 'orderTemplates').mockResolvedValue(undefined);
    vi.spyOn(practiceApi, 'removeTemplate').mockResolvedValue(undefined);
    await show(<TemplateList initial={templates} />);
  });

  it.each(['save', 'cancel'])('goes from the form to the template that was edited (%s)', async (how) => {
    await press(button('t2', 'edit'));
    expect(document.activeElement).toBe(find('template-name'));
    await press(find(`template-${how}`)!);
    expect(find('template-form')).toBeNull();
    expect(document.activeElement).toBe(button('t2', 'edit'));
  });

  it('stays on the arrow that moves a template, and leaves it where it can move no further', async () => {
    await press(button('t3', 'up'));
    expect(document.activeElement).toBe(button('t3', 'up'));
    await press(button('t3', 'up'));
    expect(document.activeElement).toBe(button('t3', 'edit'));
  });

  it('is asked before deleting on the button that keeps the template, and goes to a new one when it is gone', async () => {
    await press(button('t1', 'remove'));
    expect(document.activeElement).toBe(button('t1', 'keep'));
    await press(button('t1', 'keep'));
    expect(document.activeElement).toBe(button('t1', 'remove'));
    await press(button('t1', 'remove'));
    await press(button('t1', 'remove-confirm'));
    expect(button('t1', 'edit')).toBeNull();
    expect(document.activeElement).toBe(find('template-new'));
  });
});

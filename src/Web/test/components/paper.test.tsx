import { act } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { usePaper } from '../../src/hooks/usePaper';
import { useWidth } from '../../src/hooks/useWidth';
import { find, show } from './show';

/** A chart as wide as the page: 1200 on the screen, 640 on paper. */
function Chart() {
  usePaper();
  const [host, width] = useWidth<HTMLDivElement>();
  return (
    <div ref={host} data-testid="chart">
      {width}
    </div>
  );
}

describe('a page that is printed', () => {
  it('is light and as wide as paper, and what is drawn is drawn so before it is printed', async () => {
    const root = document.documentElement;
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockImplementation(() => (root.dataset.paper === undefined ? 1200 : 640));
    await show(<Chart />);
    expect(find('chart')!.textContent).toBe('1200');
    act(() => void window.dispatchEvent(new Event('beforeprint')));
    expect(find('chart')!.textContent).toBe('640');
    expect(root.dataset.mantineColorScheme).toBe('light');
    act(() => void window.dispatchEvent(new Event('afterprint')));
    expect(root.dataset.paper).toBeUndefined();
  });
});

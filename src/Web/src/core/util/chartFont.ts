/** The font of what is drawn on a canvas, which takes none from the page. */
export const chartFont = (pixels: number): string => `${pixels}px 'Figtree Variable', system-ui, sans-serif`;

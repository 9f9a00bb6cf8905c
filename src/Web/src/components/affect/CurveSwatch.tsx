const [width, height] = [20, 4];

/** A piece of a curve as its chart draws it, for the legend: its dashes tell it apart where its colour does not. */
export function CurveSwatch({ color, dash }: { color: string; dash: number[] }) {
  return (
    <svg width={width} height={height} aria-hidden focusable="false" style={{ flex: 'none' }}>
      <line x2={width} y1={height / 2} y2={height / 2} stroke={color} strokeWidth={2.5} strokeDasharray={dash.join(' ')} />
    </svg>
  );
}

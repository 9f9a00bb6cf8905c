import classes from './Clips.module.css';

/** The viewer's name over the picture. It lies over the video element: a photograph of the screen shows it, the stream does not hold it. */
export function Watermark({ text }: { text: string }) {
  return (
    <div className={classes.mark} aria-hidden data-testid="watermark">
      {[0, 1, 2].map((line) => (
        <span key={line}>{text}</span>
      ))}
    </div>
  );
}

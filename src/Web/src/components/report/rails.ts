/** Room left and right of every row of a report's timeline, pixels: they all share one x axis. */
export const railLeft = 52;
export const railRight = 12;

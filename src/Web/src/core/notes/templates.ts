/** The templates that come with the product; their headings are in the dictionaries. */
export const builtInTemplates = ['soap', 'dap', 'birp'] as const;
export type BuiltInTemplate = (typeof builtInTemplates)[number];

/** A note to begin from: its headings, one under the other. */
export const outline = (headings: readonly string[]): string => headings.map((heading) => `### ${heading}`).join('\n\n');

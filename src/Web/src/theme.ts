import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one accent: a calm pine green-blue. Shade 7 on white has a contrast of 6.1 : 1. */
const pine: MantineColorsTuple = [
  '#eef6f4',
  '#dcebe7',
  '#b9d8d1',
  '#90c2b8',
  '#69ab9f',
  '#4b978a',
  '#377f76',
  '#2b6b66',
  '#22554f',
  '#173c38',
];

/** Warm greys instead of Mantine's blueish ones. */
const gray: MantineColorsTuple = [
  '#faf8f4',
  '#f3f0ea',
  '#e9e4db',
  '#d9d3c7',
  '#bdb6a9',
  '#958d80',
  '#716a5f',
  '#575148',
  '#3a3631',
  '#24211e',
];

const dark: MantineColorsTuple = [
  '#dcd8d0',
  '#bbb6ad',
  '#979289',
  '#6d6962',
  '#4b4944',
  '#393834',
  '#2a2a27',
  '#1e1f1d',
  '#181917',
  '#121311',
];

export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 6 },
  colors: { pine, gray, dark },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '10px', lg: '12px', xl: '16px' },
  fontFamily: "'Figtree Variable', system-ui, sans-serif",
  headings: {
    fontFamily: "'Figtree Variable', system-ui, sans-serif",
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.3' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  fontSizes: { xs: '0.78rem', sm: '0.875rem', md: '0.975rem', lg: '1.1rem', xl: '1.25rem' },
  shadows: {
    xs: '0 1px 2px rgb(36 33 30 / 6%)',
    sm: '0 1px 2px rgb(36 33 30 / 5%), 0 4px 14px rgb(36 33 30 / 5%)',
    md: '0 2px 6px rgb(36 33 30 / 6%), 0 12px 32px rgb(36 33 30 / 10%)',
  },
  focusRing: 'auto',
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Modal: {
      defaultProps: {
        centered: true,
        radius: 'lg',
        padding: 'lg',
        overlayProps: { backgroundOpacity: 0.45, blur: 2 },
        // The library makes it a <header>, which without a role of its own would be a second banner of the page.
        attributes: { header: { role: 'none' } },
      },
      styles: { title: { fontWeight: 620 } },
    },
    // Its first entry has the focus at once, not an empty place before it.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Switch: { defaultProps: { withThumbIndicator: false } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
  },
});

import { createTheme } from '@mantine/core';

/** Near-black blue grounds in the dark, white in the light; one blue accent. */
export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 8,
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "JetBrains Mono", Menlo, Consolas, monospace',
  colors: {
    dark: [
      '#e6ecf5',
      '#c4d0e2',
      '#9fb0c8',
      '#7d90ad',
      '#2c3d5c',
      '#22304a',
      '#111a2b',
      '#0b1220',
      '#080e19',
      '#050911',
    ],
  },
  respectReducedMotion: true,
  components: {
    // What Mantine puts first into a menu to hold the focus may not stand there: it has no role, and can be focused. Without
    // it the first entry gets the focus, as the pattern of menus has it.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
  },
});

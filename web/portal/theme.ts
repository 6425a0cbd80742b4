export type Theme = 'light' | 'dark';

const kept = 'theme';

/** The chosen theme, or the machine's. */
export function currentTheme(): Theme {
  const chosen = localStorage.getItem(kept);
  if (chosen === 'light' || chosen === 'dark') return apply(chosen);
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function turnTheme(theme: Theme): Theme {
  localStorage.setItem(kept, theme);
  return apply(theme);
}

function apply(theme: Theme): Theme {
  document.documentElement.style.colorScheme = theme;
  return theme;
}

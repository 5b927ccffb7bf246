/**
 * Every colour of the visual language, per scheme. Nothing else in the interface names a colour:
 * components read these as `--oh-*`. The numbers and their contrasts are counted in the design paper.
 */
type Scheme = Record<string, string>;

/** Text, tint, line and mark of one state. */
const state = (name: string, text: string, tint: string, line: string, mark: string): Scheme => ({
  [`--oh-${name}`]: text,
  [`--oh-${name}-tint`]: tint,
  [`--oh-${name}-line`]: line,
  [`--oh-${name}-mark`]: mark,
});

/** `--oh-<name>-1 … -n`. */
const scale = (name: string, colours: readonly string[]): Scheme =>
  Object.fromEntries(colours.map((colour, i) => [`--oh-${name}-${i + 1}`, colour]));

export const lightTokens: Scheme = {
  '--oh-bg': '#F5F4F1',
  '--oh-surface': '#FFFFFF',
  '--oh-sunken': '#FAF9F7',
  '--oh-raised': '#FFFFFF',
  '--oh-fill': '#F0EEEA',
  '--oh-fill-2': '#E7E4DE',
  '--oh-line': '#E6E3DD',
  '--oh-line-2': '#D3CFC7',
  '--oh-line-3': '#8E887D',
  '--oh-text': '#211F1B',
  '--oh-text-2': '#545049',
  '--oh-text-3': '#6A655C',
  '--oh-accent': '#0E5C54',
  '--oh-accent-hover': '#0A4A44',
  '--oh-accent-text': '#0E5C54',
  '--oh-accent-tint': '#E4F0ED',
  '--oh-accent-line': '#A6CDC5',
  '--oh-on-accent': '#FFFFFF',
  '--oh-sel': '#ECF3F1',
  '--oh-note': '#FDF7E4',
  '--oh-note-line': '#EBDDB2',
  '--oh-note-text': '#705400',
  '--oh-focus': '#0E5C54',
  '--oh-backdrop': 'rgba(33, 31, 27, 0.3)',
  '--oh-shadow': '0 8px 24px rgba(33, 31, 27, 0.14), 0 1px 3px rgba(33, 31, 27, 0.10)',
  ...state('red', '#B42318', '#FCEDEA', '#F0C4BD', '#D6402F'),
  ...state('amber', '#8A5200', '#FBF1DE', '#EBD3A4', '#C27900'),
  ...state('green', '#2C7238', '#E9F4E9', '#BFDDC1', '#3E9350'),
  ...state('blue', '#2C5C9E', '#EAF1FA', '#C3D6EE', '#4A80C9'),
  ...scale('chart', ['#0E5C54', '#A9792A', '#6583A6', '#979085']),
  ...scale('heat', ['#E7EFEE', '#CFDEDD', '#B2CBC8', '#90B4B0', '#6A9A95', '#3E7D76', '#0E5C54']),
  ...scale('avatar', ['#E9E3D8', '#DDE6DF', '#DDE4EB', '#EBDFDD', '#E5DFEA', '#E3E6D6']),
  '--oh-avatar-text': '#4A463F',
};

export const darkTokens: Scheme = {
  '--oh-bg': '#141311',
  '--oh-surface': '#1B1A18',
  '--oh-sunken': '#181715',
  '--oh-raised': '#232120',
  '--oh-fill': '#2D2A27',
  '--oh-fill-2': '#38342F',
  '--oh-line': '#2E2B28',
  '--oh-line-2': '#423E39',
  '--oh-line-3': '#7C766C',
  '--oh-text': '#ECE9E3',
  '--oh-text-2': '#BAB4AA',
  '--oh-text-3': '#A39C90',
  '--oh-accent': '#1C776D',
  '--oh-accent-hover': '#14695F',
  '--oh-accent-text': '#74C7BC',
  '--oh-accent-tint': '#19302C',
  '--oh-accent-line': '#2C5A53',
  '--oh-on-accent': '#FFFFFF',
  '--oh-sel': '#1E2B28',
  '--oh-note': '#2A2414',
  '--oh-note-line': '#4C4122',
  '--oh-note-text': '#E2C574',
  '--oh-focus': '#74C7BC',
  '--oh-backdrop': 'rgba(0, 0, 0, 0.5)',
  '--oh-shadow': '0 8px 24px rgba(0, 0, 0, 0.5), 0 1px 3px rgba(0, 0, 0, 0.4)',
  ...state('red', '#F2938A', '#381F1C', '#5E302B', '#E2604F'),
  ...state('amber', '#E6B565', '#33280F', '#574417', '#D99A2B'),
  ...state('green', '#86C790', '#1C2E1F', '#335238', '#5BAE69'),
  ...state('blue', '#93B8EC', '#1B2739', '#30466A', '#6B9BDD'),
  ...scale('chart', ['#3FA396', '#C79A4B', '#6D87A3', '#777166']),
  ...scale('heat', ['#1F2825', '#223531', '#274640', '#2C5952', '#316F66', '#38887D', '#3FA396']),
  ...scale('avatar', ['#3D372C', '#2C3A31', '#2B3540', '#402F2C', '#382F40', '#353A28']),
  '--oh-avatar-text': '#E2DDD3',
};

/** Mantine's own variables pointed at ours, so that its parts wear the same coat. */
export const mantineTokens: Scheme = {
  '--mantine-color-body': 'var(--oh-surface)',
  '--mantine-color-text': 'var(--oh-text)',
  '--mantine-color-dimmed': 'var(--oh-text-3)',
  '--mantine-color-placeholder': 'var(--oh-text-3)',
  '--mantine-color-anchor': 'var(--oh-accent-text)',
  '--mantine-color-default': 'var(--oh-surface)',
  '--mantine-color-default-hover': 'var(--oh-fill)',
  '--mantine-color-default-color': 'var(--oh-text)',
  '--mantine-color-default-border': 'var(--oh-line-2)',
  '--mantine-color-teal-filled': 'var(--oh-accent)',
  '--mantine-color-teal-filled-hover': 'var(--oh-accent-hover)',
  '--mantine-color-teal-light': 'var(--oh-accent-tint)',
  '--mantine-color-teal-light-hover': 'var(--oh-accent-line)',
  '--mantine-color-teal-light-color': 'var(--oh-accent-text)',
  '--mantine-color-error': 'var(--oh-red)',
  '--mantine-shadow-md': 'var(--oh-shadow)',
};

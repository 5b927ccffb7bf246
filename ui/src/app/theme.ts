/** The Mantine theme: the visual language's scales, and Mantine's parts dressed in its tokens. */
import {
  Autocomplete,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  Input,
  type MantineColorsTuple,
  Menu,
  MultiSelect,
  Pill,
  Popover,
  Radio,
  Select,
  Switch,
  TagsInput,
  Tooltip,
} from '@mantine/core';
import parts from './parts.module.css';
import { darkTokens, lightTokens, mantineTokens } from './tokens';

const teal: MantineColorsTuple = [
  '#E4F0ED',
  '#CAE2DD',
  '#A6CDC5',
  '#74C7BC',
  '#3FA396',
  '#208076',
  '#1C776D',
  '#14695F',
  '#0E5C54',
  '#0A4A44',
];
const gray: MantineColorsTuple = [
  '#FAF9F7',
  '#F5F4F1',
  '#F0EEEA',
  '#E6E3DD',
  '#D3CFC7',
  '#B4AEA3',
  '#8E887D',
  '#6A655C',
  '#545049',
  '#211F1B',
];
const dark: MantineColorsTuple = [
  '#ECE9E3',
  '#BAB4AA',
  '#A39C90',
  '#7C766C',
  '#423E39',
  '#2E2B28',
  '#232120',
  '#1B1A18',
  '#181715',
  '#141311',
];

export const theme = createTheme({
  fontFamily: "'Inter Marks', 'Inter Variable', system-ui, sans-serif",
  colors: { teal, gray, dark },
  black: '#211F1B',
  primaryColor: 'teal',
  primaryShade: { light: 8, dark: 6 },
  fontWeights: { regular: '400', medium: '600', bold: '600' },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  lineHeights: { xs: '1.3333', sm: '1.3846', md: '1.4286', lg: '1.5', xl: '1.3333' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  headings: { fontWeight: '600' },
  defaultRadius: 'sm',
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'default',
  components: {
    Input: Input.extend({
      classNames: { input: parts.input },
      vars: () => ({ wrapper: { '--input-height': '32px', '--input-fz': '14px', '--input-padding': '10px' } }),
    }),
    InputWrapper: Input.Wrapper.extend({
      classNames: { label: parts.label, description: parts.help, error: parts.error },
      defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] },
    }),
    Checkbox: Checkbox.extend({
      defaultProps: { size: 'xs' },
      classNames: { input: parts.check, label: parts.checkLabel },
    }),
    Radio: Radio.extend({ defaultProps: { size: 'xs' }, classNames: { radio: parts.check, label: parts.checkLabel } }),
    Switch: Switch.extend({ defaultProps: { withThumbIndicator: false }, classNames: { label: parts.checkLabel } }),
    Menu: Menu.extend({
      classNames: {
        dropdown: parts.dropdown,
        item: parts.item,
        itemSection: parts.itemSection,
        label: parts.group,
        divider: parts.divider,
      },
      defaultProps: {
        shadow: 'md',
        radius: 'md',
        offset: 4,
        transitionProps: { duration: 100 },
        // The first item has the focus, and what can have it is in the order of Tab: a menu that scrolls is read by keys too.
        withInitialFocusPlaceholder: false,
        menuItemTabIndex: 0,
        // Not keys: the focus comes a frame after the menu, and who is quicker would close it by the first arrow.
        clickOutsideEvents: ['mousedown', 'touchstart'],
      },
    }),
    // The list itself scrolls, because it is what the field's keys move; a box around it would have no keys of its own.
    Select: Select.extend({ classNames: { options: parts.options }, defaultProps: { withScrollArea: false } }),
    MultiSelect: MultiSelect.extend({
      classNames: { options: parts.options },
      defaultProps: { withScrollArea: false },
    }),
    TagsInput: TagsInput.extend({ classNames: { options: parts.options }, defaultProps: { withScrollArea: false } }),
    Autocomplete: Autocomplete.extend({
      classNames: { options: parts.options },
      defaultProps: { withScrollArea: false },
    }),
    Pill: Pill.extend({ classNames: { root: parts.pill } }),
    Popover: Popover.extend({
      classNames: { dropdown: parts.dropdown },
      defaultProps: { shadow: 'md', radius: 'md', offset: 4, transitionProps: { duration: 100 } },
    }),
    Tooltip: Tooltip.extend({
      classNames: { tooltip: parts.tooltip },
      defaultProps: { openDelay: 400, withinPortal: true, events: { hover: true, focus: true, touch: false } },
    }),
  },
});

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...lightTokens, ...mantineTokens },
  dark: { ...darkTokens, ...mantineTokens },
});

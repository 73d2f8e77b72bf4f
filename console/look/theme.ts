import {
  ActionIcon,
  Button,
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  Modal,
  type VariantColorsResolver,
} from "@mantine/core";
import { asVariables, dark, light } from "./tokens.ts";

/** Filled and default buttons take our tokens: Mantine's own text colours miss 4.5 to 1 in the dark scheme. */
const variantColors: VariantColorsResolver = (input) => {
  const standard = defaultVariantColorsResolver(input);
  if (input.variant === "filled") {
    return {
      ...standard,
      background: "var(--parley-primary)",
      hover: "var(--parley-primary-hover)",
      color: "var(--parley-on-primary)",
      border: "1px solid transparent",
    };
  }
  if (input.variant === "default") {
    return {
      ...standard,
      background: "var(--parley-raised)",
      hover: "var(--parley-sunken)",
      color: "var(--parley-text)",
      border: "1px solid var(--parley-line)",
    };
  }
  if (input.variant === "subtle") {
    return {
      ...standard,
      background: "transparent",
      hover: "var(--parley-sunken)",
      color: "var(--parley-text2)",
      border: "1px solid transparent",
    };
  }
  return standard;
};

/** The one theme of the console. */
export const theme = createTheme({
  primaryColor: "petrol",
  primaryShade: { light: 6, dark: 4 },
  black: light.text,
  defaultRadius: 8,
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "12px", xl: "16px" },
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  fontFamily: "Inter Variable, Inter, system-ui, sans-serif",
  fontFamilyMonospace: "JetBrains Mono Variable, ui-monospace, monospace",
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "18px" },
  headings: { fontWeight: "600" },
  variantColorResolver: variantColors,
  colors: {
    petrol: [
      "#E9F5F6",
      "#D2EAEC",
      "#A9D3D7",
      "#7FCDD5",
      "#5DBBC5",
      "#1C7F89",
      "#0C6B75",
      "#095962",
      "#07474E",
      "#05343A",
    ],
    gray: [
      "#FAFAF8",
      "#F3F3F0",
      "#EBEAE5",
      "#E5E4DF",
      "#D5D4CE",
      "#8A8983",
      "#676B6F",
      "#4F5357",
      "#2E3235",
      "#1A1C1E",
    ],
    dark: [
      "#ECEEEE",
      "#B7BDC0",
      "#969DA1",
      "#767D81",
      "#2C3133",
      "#23282A",
      "#1E2224",
      "#151819",
      "#111314",
      "#0B0D0E",
    ],
  },
  components: {
    // Without a variant of its own a button takes Mantine's colours, not those of `variantColors`.
    Button: Button.extend({ defaultProps: { variant: "filled" } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: "subtle" } }),
    Modal: Modal.extend({
      defaultProps: {
        radius: "xl",
        centered: true,
        closeButtonProps: { "aria-label": "Close this dialog" },
        overlayProps: { color: "var(--parley-veil)", backgroundOpacity: 1 },
        transitionProps: { transition: "fade", duration: 180 },
      },
    }),
  },
});

/** Our tokens, and Mantine's own variables where their defaults are too faint to read. */
export const cssVariables: CSSVariablesResolver = () => {
  const mended = {
    "--mantine-color-text": "var(--parley-text)",
    "--mantine-color-body": "var(--parley-canvas)",
    "--mantine-color-dimmed": "var(--parley-text3)",
    "--mantine-color-placeholder": "var(--parley-text3)",
    "--mantine-color-anchor": "var(--parley-primary-text)",
    "--mantine-color-error": "var(--parley-danger)",
    "--mantine-color-default": "var(--parley-raised)",
    "--mantine-primary-color-filled": "var(--parley-primary)",
    "--mantine-primary-color-filled-hover": "var(--parley-primary-hover)",
    "--mantine-primary-color-contrast": "var(--parley-on-primary)",
    "--mantine-color-default-border": "var(--parley-line)",
  };
  return {
    variables: {},
    light: { ...asVariables(light), ...mended },
    dark: { ...asVariables(dark), ...mended },
  };
};

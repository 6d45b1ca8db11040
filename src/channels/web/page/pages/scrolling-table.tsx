/** @jsxRuntime automatic @jsxImportSource preact */
import type { ComponentChildren } from 'preact';

/** A table that scrolls by itself where it is wider than the screen, with the keyboard too. */
export function ScrollingTable(props: { label: string; class: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section class="table" tabIndex={0} aria-label={props.label}>
      <table class={props.class}>{props.children}</table>
    </section>
  );
}

/** The conversation for a frame of another site. */
export const EMBED_PATH = '/embed';

/** The files that another site loads to show the button and the frame, with their types. */
export const WIDGET_FILES: Record<string, string> = {
  'widget.js': 'text/javascript; charset=utf-8',
  'widget.css': 'text/css; charset=utf-8',
};

/** True for the address of one of them. */
export function isWidgetFile(path: string): boolean {
  return Object.hasOwn(WIDGET_FILES, path.slice(1));
}

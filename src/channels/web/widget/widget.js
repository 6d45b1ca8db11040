/*
 * 问规 on another site: <script src="https://HOST/widget.js" defer></script> adds a button that opens the conversation
 * in a frame. Attributes, all optional: data-label (the button), data-title (the frame), data-side="left".
 * The page's content security policy must allow HOST in script-src, style-src and frame-src; nothing inline is used.
 * Served as it stands here, for Chrome 87 and Safari 14.
 */
(() => {
  const script = document.currentScript;
  if (script === null) {
    console.error('问规：请用普通的 <script src> 引入 widget.js，不要用 type="module"。');
    return;
  }
  // A page that loads it twice gets one button.
  if (window.hasWenguiWidget) return;
  window.hasWenguiWidget = true;
  const { label = '问规', title = '问规：就规划文件提问', side = 'right' } = script.dataset;
  const address = (name) => new URL(`/${name}`, script.src).href;
  const { origin } = new URL(script.src);

  /** Makes an element with attributes and children. */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  const place = make('div', { id: 'wengui-widget', hidden: '' });
  // Shadowed, so that neither the site's style nor its scripts meet ours.
  const root = place.attachShadow({ mode: 'open' });
  const style = make('link', { rel: 'stylesheet', href: address('widget.css') });
  const opener = make('button', { type: 'button', class: 'opener', 'aria-expanded': 'false' }, label);
  const close = make('button', { type: 'button', class: 'close', 'aria-label': '关闭' }, '✕');
  const alone = make('a', { href: address(''), target: '_blank', rel: 'noopener' }, '在新窗口打开');
  const bar = make('div', { class: 'bar' }, make('strong', {}, title), alone, close);
  const panel = make('section', { class: 'panel', role: 'dialog', 'aria-label': title, hidden: '' }, bar);
  const frame = make('iframe', { title, allow: 'clipboard-write' });

  function show() {
    // Loaded when it is first wanted: the site's own page must not wait for it.
    if (!frame.isConnected) {
      frame.src = address('embed');
      panel.append(frame);
    }
    panel.hidden = false;
    opener.setAttribute('aria-expanded', 'true');
    frame.focus();
  }

  function hide() {
    if (panel.hidden) return;
    panel.hidden = true;
    opener.setAttribute('aria-expanded', 'false');
    opener.focus();
  }

  opener.addEventListener('click', () => (panel.hidden ? show() : hide()));
  close.addEventListener('click', hide);
  frame.addEventListener('load', () => {
    if (!panel.hidden) frame.focus();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) hide();
  });
  // Keys pressed inside the frame reach only the frame: it says when Escape was one of them.
  addEventListener('message', (event) => {
    const isOurs = event.origin === origin && event.source === frame.contentWindow;
    if (isOurs && event.data !== null && event.data.wengui === 'close') hide();
  });
  // Without its style the button would stand as a bare one in the middle of the site's page.
  style.addEventListener('load', () => {
    place.hidden = false;
  });
  style.addEventListener('error', () => {
    console.error(`问规：样式没有载入。请在本页的内容安全策略 style-src 中允许 ${origin}。`);
  });

  place.className = side === 'left' ? 'left' : 'right';
  root.append(style, panel, opener);
  const attach = () => document.body.append(place);
  if (document.body === null) addEventListener('DOMContentLoaded', attach);
  else attach();
})();

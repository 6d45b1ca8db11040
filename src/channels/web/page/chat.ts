import { startAlone } from './alone.ts';
import { copyText } from './clipboard.ts';
import { Conversation } from './conversation.ts';
import { find } from './dom.ts';
import { startFacts } from './facts.ts';
import { SourcePanel, type SourcePlace } from './source-panel.ts';
import { strings } from './strings.ts';

/** Joins conversation, source panel and address bar: Back closes the source, a reload shows it alone. */
function startConversation(): void {
  const conversation = new Conversation();
  const panel = new SourcePanel(find('#source'));
  let opener: HTMLElement | null = null;

  function openSource(link: HTMLAnchorElement): void {
    const { document: documentId = '', clause: clauseId = '', start, end } = link.dataset;
    const place: SourcePlace = { documentId, clauseId, words: { start: Number(start), end: Number(end) } };
    const address = link.getAttribute('href') ?? '/';
    if (panel.isOpen) history.replaceState({ place }, '', address);
    else history.pushState({ place }, '', address);
    opener = link;
    void panel.open(place);
  }

  function closeSource(): void {
    panel.close();
    opener?.focus();
  }

  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0)
      return;
    const target = event.target as Element;
    const citation = target.closest<HTMLAnchorElement>('a[data-clause]');
    const suggestion = target.closest<HTMLAnchorElement>('a.suggestion');
    const heading = target.closest<HTMLAnchorElement>('#source a[href^="#"]');
    const action = target.closest<HTMLElement>('[data-action]')?.dataset.action;
    if (citation !== null) openSource(citation);
    else if (suggestion !== null) void conversation.ask(suggestion.textContent ?? '');
    else if (heading !== null) document.getElementById(heading.hash.slice(1))?.scrollIntoView();
    else if (action === 'close-source') history.back();
    else if (action === 'copy-link') void copyAddress(target);
    else return;
    event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && panel.isOpen) history.back();
  });
  addEventListener('popstate', (event) => {
    const place: SourcePlace | undefined = event.state?.place;
    if (place !== undefined) void panel.open(place);
    else if (panel.isOpen) closeSource();
  });
  conversation.start();
}

async function copyAddress(button: Element): Promise<void> {
  await copyText(location.href);
  button.textContent = strings.copied;
}

const alone = document.querySelector<HTMLElement>('#alone');
const facts = document.querySelector<HTMLElement>('#facts');
if (alone !== null) void startAlone(alone);
else if (facts !== null) void startFacts(facts);
else startConversation();

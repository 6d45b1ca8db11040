import type { Answer } from '../../../answering/answer.ts';
import { copyText } from './clipboard.ts';
import { find, toDom } from './dom.ts';
import { giveFeedback } from './service.ts';
import { strings } from './strings.ts';
import { h, type View } from './view.ts';

/** What can be done with an answer: say whether it helped, copy it. */
export function answerActions(article: HTMLElement, answer?: Answer): HTMLElement {
  const bar = toDom(
    h(
      'div',
      { class: 'actions' },
      action('up', strings.feedbackUp),
      action('down', strings.feedbackDown),
      action('copy', strings.copyAnswer),
      answer === undefined ? null : h('span', { class: 'elapsed' }, elapsed(answer)),
    ),
  ) as HTMLElement;
  const answerId = article.dataset.answerId ?? '';
  const settle = (text: string) => find('.verdict', bar).replaceChildren(text);
  const send = async (verdict: 'up' | 'down', comment: string) => {
    try {
      await giveFeedback({ answerId, verdict, comment });
      settle(strings.feedbackThanks);
    } catch (error) {
      settle(strings.feedbackFailed);
      console.error(error);
    }
  };
  bar.prepend(toDom(h('span', { class: 'verdict', role: 'status' })));
  bar.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('[data-act]');
    if (button === null) return;
    if (button.dataset.act === 'copy') void copyAnswer(article, button, answer);
    else {
      for (const element of bar.querySelectorAll('[data-act="up"], [data-act="down"]')) element.remove();
      if (button.dataset.act === 'up') void send('up', '');
      else bar.append(commentForm((comment) => void send('down', comment)));
    }
  });
  return bar;
}

function action(name: string, label: string): View {
  return h('button', { type: 'button', class: 'quiet', 'data-act': name }, label);
}

function elapsed(answer: Answer): string {
  const total = answer.timings.total ?? Object.values(answer.timings).reduce((sum, part) => sum + part, 0);
  return strings.elapsed(total) + (answer.mode === 'generative' ? ` · ${strings.generative}` : '');
}

function commentForm(onComment: (comment: string) => void): HTMLElement {
  const form = toDom(
    h(
      'form',
      { class: 'comment' },
      h('input', {
        'aria-label': strings.feedbackComment,
        placeholder: strings.feedbackComment,
        maxlength: '500',
      }),
      h('button', { type: 'submit', class: 'quiet' }, strings.feedbackSend),
    ),
  ) as HTMLFormElement;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    onComment(find<HTMLInputElement>('input', form).value.trim());
    form.remove();
  });
  return form;
}

/** Copies the words with their grounds, so that a pasted answer can still be checked. */
async function copyAnswer(article: HTMLElement, button: HTMLElement, answer?: Answer): Promise<void> {
  const words = answer?.answer.replace(/\*\*/g, '') ?? find('.words', article).textContent ?? '';
  const grounds = [...article.querySelectorAll<HTMLAnchorElement>('a.citation')].map((link) => {
    const quote = find('.quote', link).textContent ?? '';
    const place = find('.place', link).textContent ?? '';
    return `[${find('.chip', link).textContent}] ${quote} —— ${place} ${link.href}`;
  });
  await copyText([words, ...grounds].join('\n'));
  button.textContent = strings.copied;
}

import type { Locator, Page } from 'playwright-core';

/** The chat as its readers use it: what tests do and look at, in one place. */
export class ChatPage {
  readonly page: Page;
  readonly base: string;

  constructor(page: Page, base: string) {
    this.page = page;
    this.base = base;
  }

  /** Opens the chat and waits until its script has taken over. */
  async open(address = '/'): Promise<void> {
    await this.page.goto(this.base + address);
    await this.waitUntilLive();
  }

  async waitUntilLive(): Promise<void> {
    await this.page.waitForSelector('.columns.live');
  }

  /** Types a question and sends it. */
  async send(question: string): Promise<void> {
    await this.box.fill(question);
    await this.box.press('Enter');
  }

  /** Asks a question and waits for its answer. */
  async ask(question: string): Promise<void> {
    const earlier = await this.tools.count();
    await this.send(question);
    await this.tools.nth(earlier).waitFor();
  }

  /** Opens a citation of the last answer in the reader. */
  async openCitation(marker = 1): Promise<void> {
    await this.answer.locator(`.words a.chip[data-marker="${marker}"]`).first().click();
    await this.page.waitForSelector('#source mark');
  }

  get box(): Locator {
    return this.page.locator('#question');
  }

  /** The button that sends, or stops. */
  get button(): Locator {
    return this.page.locator('#send');
  }

  get questions(): Locator {
    return this.page.locator('.question');
  }

  get answer(): Locator {
    return this.page.locator('.answer').last();
  }

  get words(): Locator {
    return this.answer.locator('.words');
  }

  get fault(): Locator {
    return this.page.locator('.turn .fault');
  }

  get source(): Locator {
    return this.page.locator('#source');
  }

  /** The highlighted words of the reader. */
  async highlighted(): Promise<string> {
    return (await this.source.locator('mark').allTextContents()).join('');
  }

  /** The conversations that the list shows. */
  get saved(): Locator {
    return this.page.locator('.saved-title');
  }

  /** The card that stands beside a chip pointed at. */
  get preview(): Locator {
    return this.page.locator('.chip-preview');
  }

  /** What the clipboard holds, plain and with its form. */
  async copied(): Promise<{ text: string; html: string }> {
    return await this.page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const read = async (type: string) =>
        item?.types.includes(type) ? await (await item.getType(type)).text() : '';
      return { text: await read('text/plain'), html: await read('text/html') };
    });
  }

  /** Pixels by which the page is wider than its window. */
  async overflow(): Promise<number> {
    return await this.page.evaluate('document.documentElement.scrollWidth - innerWidth');
  }

  private get tools(): Locator {
    return this.page.locator('.turn .tools');
  }
}

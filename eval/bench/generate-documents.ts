/**
 * Plan documents of any size made by recombining sentences of real ones, for measuring growth. The same seed gives
 * the same documents on every machine.
 */

/** One generated document. */
export interface GeneratedDocument {
  file: string;
  text: string;
  region: string;
}

type Random = () => number;

/** mulberry32: 32 bits of state are plenty here, and it is the same everywhere. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A copy in an order that `random` decides (Fisher–Yates). */
export function shuffle<T>(random: Random, items: readonly T[]): T[] {
  const shuffled = [...items];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
  }
  return shuffled;
}

function pick<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)]!;
}

/** Whole sentences of 15–120 characters out of raw document texts; those with headings glued to them are left out. */
export function collectSentences(texts: string[]): string[] {
  const sentences = texts.flatMap((text) => text.replace(/[\s#*|]/gu, '').split(/(?<=。)/u));
  const isPlain = (sentence: string) =>
    sentence.endsWith('。') &&
    sentence.length >= 15 &&
    sentence.length <= 120 &&
    !/^[^\p{Script=Han}“《]|[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]、|责任单位|目标：|举措：|\d[.．]/u.test(
      sentence,
    );
  return [...new Set(sentences.filter(isPlain))];
}

const FIRST = [...'东西南北上下新安永长青白红金银清明和平兴泰丰']; // 22 × 22 names are enough for 100,000 clauses
const SECOND = [...'山川江河湖海林原州阳城关桥港湾塘溪岭泉坪昌宁'];
const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const UNITS = [
  '区教育局',
  '区财政局',
  '区人社局',
  '区卫健委',
  '区体育局',
  '团区委',
  '区残联',
  '各街镇',
  '各中小学',
];

function regionName(number: number): string {
  return `${FIRST[number % FIRST.length]}${SECOND[Math.floor(number / FIRST.length) % SECOND.length]}区`;
}

/** A sentence made another district's: names replaced, figures changed, years left. */
function adapt(random: Random, sentence: string, region: string): string {
  return sentence
    .replace(/南开区|西青区|南开|西青/gu, region)
    .replace(/(?<!\d)\d{1,3}(?![\d年])/g, () => String(1 + Math.floor(random() * 99)));
}

/** Clauses of one document: a heading for each （一） and one paragraph for each clause. */
const CHAPTERS = 5;
const SECTIONS = 4;
const PARAGRAPHS = 10;
const CLAUSES_PER_DOCUMENT = CHAPTERS * SECTIONS * PARAGRAPHS;

function paragraph(random: Random, options: { sentences: string[]; region: string; number: number }): string {
  const { sentences, region, number } = options;
  const body = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
    adapt(random, pick(random, sentences), region),
  );
  const lead = titleFrom(random, sentences, region);
  const head = random() < 0.5 ? `${number}. ${lead}。` : '';
  const units = random() < 0.3 ? `（责任单位：${pick(random, UNITS)}、${pick(random, UNITS)}）` : '';
  return `${head}${body.join('')}${units}`;
}

function titleFrom(random: Random, sentences: string[], region: string): string {
  for (let tries = 0; tries < 20; tries++) {
    const title = adapt(random, pick(random, sentences), region).split(/[，。；：、]/u)[0]!;
    if (title.length >= 6 && title.length <= 18) return title;
  }
  return '推进教育高质量发展';
}

function generateDocument(
  random: Random,
  sentences: string[],
  number: number,
  clauses: number,
): GeneratedDocument {
  const region = regionName(number);
  const fromYear = 2019 + Math.floor(random() * 6);
  const lines = [`${region}教育高质量发展行动方案（${fromYear}—${fromYear + 4}年）`, ''];
  let made = 0;
  for (let chapter = 0; chapter < CHAPTERS && made < clauses; chapter++) {
    lines.push(`${NUMERALS[chapter]}、${titleFrom(random, sentences, region)}`, '');
    for (let section = 0; section < SECTIONS && made < clauses; section++) {
      lines.push(`（${NUMERALS[section]}）${titleFrom(random, sentences, region)}`, '');
      for (let i = 1; i <= PARAGRAPHS && made < clauses; i++, made++) {
        lines.push(paragraph(random, { sentences, region, number: i }), '');
      }
    }
  }
  return { file: `plan-${String(number + 1).padStart(4, '0')}.txt`, text: `${lines.join('\n')}\n`, region };
}

/** Documents that together hold `clauses` paragraphs, each its own district's. */
export function generateDocuments(options: {
  texts: string[];
  clauses: number;
  seed?: number;
}): GeneratedDocument[] {
  const { texts, clauses, seed = 20231123 } = options;
  const sentences = collectSentences(texts);
  const random = createRandom(seed);
  const documents: GeneratedDocument[] = [];
  for (let left = clauses; left > 0; left -= CLAUSES_PER_DOCUMENT) {
    documents.push(
      generateDocument(random, sentences, documents.length, Math.min(left, CLAUSES_PER_DOCUMENT)),
    );
  }
  return documents;
}

/** Questions for generated documents: every other one names one of their districts, the rest ask about all. */
export function adaptQuestions(questions: string[], regions: string[]): string[] {
  return questions.map((question, i) => {
    const region = i % 2 === 0 ? regions[i % regions.length]! : '';
    return question.replace(/南开区|西青区|南开|西青/gu, region);
  });
}

import type { PolicyIndex } from '../indexing/policy-index.ts';
import { searchForm } from '../language/normalise.ts';
import { regionNames } from './regions.ts';

/** The distinctive part of a unit's name, as people say it: 区教育局 → 教育局, 公安西青分局 → 公安. */
export function unitCore(name: string, regions: string[]): string {
  let core = searchForm(name);
  for (const region of regions.flatMap(regionNames)) core = core.replace(region, '');
  return core
    .replace(
      /^(?:[区县市省]委(?!员)|[区县市省]政府|区|市(?!场|政|容|民)|县|各|本)(?=[\p{Script=Han}]{2})/u,
      '',
    )
    .replace(/分局$/u, '');
}

/** What people shorten names to: 住建局, 人社局, 卫健委. */
const SHORT = /[\p{Script=Han}]{2,4}(?:局|委|办|厅)/gu;
const KIND = /(?:局|委员会|委|办公室|办|厅)$/u;

/** A name that only goes on behind the short one (教育 → 教育工委) is another unit's, unless both are of one kind. */
function isAnother(short: string, found: string, core: string): boolean {
  return core.startsWith(short) && core.at(-1) !== found.at(-1);
}

/** True where `short` takes characters of `core` in order, its first among them: 住建 of 住房城乡建设. */
function abbreviates(short: string, core: string): boolean {
  if (short[0] !== core[0] || short.length >= core.length) return false;
  let at = 0;
  for (const character of short) {
    at = core.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** True where the question speaks of the unit, by its name or by what people shorten it to. */
export function speaksOfUnit(topic: string, core: string): boolean {
  if (core.length >= 2 && topic.includes(core)) return true;
  const bare = core.replace(KIND, '');
  return [...topic.matchAll(SHORT)].some(([found]) =>
    [0, 1, 2].some((skip) => {
      const short = found.slice(skip).replace(KIND, '');
      return (
        short.length >= 2 && KIND.test(core) && !isAnother(short, found, core) && abbreviates(short, bare)
      );
    }),
  );
}

const cores = new WeakMap<PolicyIndex, string[]>();

/** What people call the units that some list names, longest first. */
function unitCores(index: PolicyIndex): string[] {
  let known = cores.get(index);
  if (!known) {
    const regions = [...new Set(index.documents.flatMap(({ region }) => region ?? []))];
    const names = [...index.facts.values()].flatMap(({ duties }) => duties.flatMap(({ units }) => units));
    known = [...new Set(names.map((name) => unitCore(name, regions)))].filter((core) => core.length > 1);
    known.sort((a, b) => b.length - a.length);
    cores.set(index, known);
  }
  return known;
}

/** The unit that a text names, by what it is called or shortened to; undefined where it names none of those that lists name. */
export function unitNamed(text: string, index: PolicyIndex): string | undefined {
  const form = searchForm(text);
  const named = unitCores(index).find((core) => form.includes(core));
  if (named !== undefined) return named;
  const short = [...form.matchAll(SHORT)].map(([found]) => found.replace(/^[区市县]/u, ''));
  return short.find((name) => unitCores(index).some((core) => speaksOfUnit(name, core)));
}

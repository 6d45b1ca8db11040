import type { PolicyIndex } from '../indexing/policy-index.ts';
import { searchForm } from '../language/normalise.ts';
import { regionNames } from '../retrieval/regions.ts';
import type { Grounds } from './grounds.ts';

/** Ends of names of authorities, of schools and of firms. */
const AUTHORITY =
  /(?:局|委员会|工委|委|办公室|办|部|厅|署|中心|团区委|妇联|残联|工会|政府|街道|法院|检察院|分局)/gu;
const INSTITUTION =
  /(?:大学|学院|中学|小学|学校|[一二三四五六七八九十]中|幼儿园|公司|医院|银行|协会|基金会)/gu;
/** Characters before an ending that must be borne out: a name is told by what stands right before its ending. */
const TELLING = 2;
/** Words before an ending that make a sort of it, not a name. */
const SORT =
  /(?:各|全|本|该|所有|有关|相关|主管|职能|责任|牵头|配合|多个|每个|两所|普通|公办|民办|乡镇|城乡|优质|薄弱|新建|区域|中|小|个|所|家|的|和|与)$/u;

const unitNames = new WeakMap<PolicyIndex, string[]>();

/** Every unit that some document makes responsible, longest first (search form). */
function unitsOf(index: PolicyIndex): string[] {
  let known = unitNames.get(index);
  if (!known) {
    const names = [...index.facts.values()].flatMap(({ duties }) => duties.flatMap(({ units }) => units));
    known = [...new Set(names.map(searchForm))]
      .filter((name) => name.length > 2)
      .sort((a, b) => b.length - a.length);
    unitNames.set(index, known);
  }
  return known;
}

/** Ends of the words of a text, so that 办 of 办学 is not taken for an office. */
function wordEnds(form: string, index: PolicyIndex): Set<number> {
  const ends = new Set<number>();
  let at = 0;
  for (const word of index.segmenter.words(form)) {
    const found = form.indexOf(word, at);
    if (found < 0) continue;
    at = found;
    ends.add(found + word.length);
  }
  return ends;
}

/** The first organisation that a statement names and its clauses do not; null where they name all of them. */
export function unknownOrganisation(text: string, { around }: Grounds, index: PolicyIndex): string | null {
  const form = searchForm(text);
  let rest = form;
  for (const unit of unitsOf(index)) {
    if (!rest.includes(unit)) continue;
    if (!around.includes(unit)) return unit;
    rest = rest.replaceAll(unit, '，'.repeat(unit.length));
  }
  const ends = wordEnds(rest, index);
  for (const pattern of [AUTHORITY, INSTITUTION]) {
    for (const { 0: ending, index: at } of rest.matchAll(pattern)) {
      if (!ends.has(at + ending.length)) continue;
      const before = /[\p{Script=Han}\d]*$/u.exec(rest.slice(0, at))![0];
      if (before === '' || SORT.test(before)) continue;
      const name = before.slice(-TELLING) + ending;
      if (!around.includes(name)) return before.slice(-4) + ending;
    }
  }
  return null;
}

/** A district that a statement names though neither its documents speak for it nor its clauses mention it; else null. */
export function foreignDistrict(
  text: string,
  { around, supports }: Grounds,
  index: PolicyIndex,
): string | null {
  const form = searchForm(text);
  const own = new Set(supports.map(({ document }) => document.region));
  for (const { region } of index.documents) {
    if (region === null || own.has(region)) continue;
    const named = regionNames(region).find((name) => form.includes(name));
    if (named !== undefined && !around.includes(named)) return named;
  }
  for (const [name] of form.matchAll(/[\p{Script=Han}]{2}(?:区|县)/gu)) {
    const isPlace = /^n[srtz]/u.test(index.segmenter.tagOf(name));
    if (isPlace && !around.includes(name) && ![...own].some((region) => region?.includes(name))) return name;
  }
  return null;
}

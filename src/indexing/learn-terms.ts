import type { Outline } from '../clauses/clause.ts';
import type { PolicyDocument } from '../documents/document.ts';
import { searchForm } from '../language/normalise.ts';
import { findQuantities } from '../language/numerals.ts';

const QUOTED = /[“「"]([^“”「」"]{2,16})[”」"]/gu;
const TITLED = /《([^《》]{2,40})》/gu;
const HAN_ONLY = /^\p{Script=Han}+$/u;
/** Longer quotations are slogans: whole sentences, not words. */
const LONGEST_COINAGE = 8;
const LONGEST_TITLE = 16;
/** 区教育局, 市规划资源局, 区委组织部: the name without the level it belongs to is the word people use. */
const LEVEL = /^(?:各|[省市区县]委?)(?=\p{Script=Han}{2})/u;
const REGION_KIND = /(?:特别行政区|自治[区州县旗]|新区|[省市区县旗镇乡])$/u;
/** What ends like an office; other entries of a unit list are descriptions (各有关部门). */
const OFFICE = /(?:局|委|办|院|部|会|联|处|室|中心|大队|分局|街镇)$/u;

function quotedIn(text: string): string[] {
  return [...text.matchAll(QUOTED)]
    .map((match) => match[1]!)
    .filter((term) => term.length <= LONGEST_COINAGE);
}

/** Titles without the place in front, by which people seldom call them, and without a bracket behind (2018年修订). */
function titlesIn(text: string, regions: string[]): string[] {
  const withoutRegion = (title: string) =>
    title.slice(regions.find((region) => title.startsWith(region))?.length ?? 0);
  return [...text.matchAll(TITLED)]
    .map((match) => withoutRegion(match[1]!.replace(/[(（].*$/u, '')))
    .filter((term) => term.length <= LONGEST_TITLE);
}

function officesOf(outline: Outline): string[] {
  const names = outline.clauses.flatMap(({ responsibleUnits }) => responsibleUnits.map(({ name }) => name));
  return names
    .map((name) => name.replace(LEVEL, ''))
    .filter((name) => OFFICE.test(name) && name.length <= LONGEST_TITLE);
}

/**
 * Words that only these documents use and no dictionary holds: “quoted coinages”, 《titles》, the offices of their
 * 责任单位 lists and the place each speaks for. In search form, sorted; what holds a quantity (“九大工程”) is left to
 * be read as one.
 */
export function learnTerms(documents: Pick<PolicyDocument, 'region'>[], outlines: Outline[]): string[] {
  const learnt = new Set<string>();
  const add = (terms: string[]) => {
    for (const term of terms.map(searchForm)) {
      if (term.length >= 2 && HAN_ONLY.test(term) && findQuantities(term).length === 0) learnt.add(term);
    }
  };
  const regions = documents.flatMap(({ region }) => region ?? []);
  add(regions.map((region) => region.replace(REGION_KIND, '')));
  for (const outline of outlines) {
    const texts = [...outline.headings.map(({ title }) => title), ...outline.clauses.map(({ text }) => text)];
    add(texts.flatMap((text) => [...quotedIn(text), ...titlesIn(text, regions)]));
    add(officesOf(outline));
  }
  return [...learnt].sort();
}

import type { PolicyDocument } from '../documents/document.ts';
import { searchForm } from '../language/normalise.ts';

/** A document called by what it is about and what it is: 校车规定, 教师培训方案. */
const CALLED =
  /(?<about>\p{Script=Han}{2,12}?)的?(?:那|这)?(?:一?[个份部])?(?<sort>规定|办法|方案|计划|规划|通知|细则|意见|要点|文件)/gu;
/** Words that titles of all sorts share. */
const SHARED =
  /三年|五年|行动|发展|教育|事业|工作|实施|管理|关于|进一步|加强|推进|做好|提升|促进|[两二三四]?(?:个|份|部)?区|全区|我区|我们|本|的|这|那|哪|个|份|一|和|与|年|\d/gu;
/** Shorter words stand in too many titles. */
const SHORTEST = 2;

/** The longest end of `about` that a title holds, without what titles share; '' where it holds none. */
function nameIn(about: string, title: string): string {
  for (let from = 0; from + SHORTEST <= about.length; from++) {
    const name = about.slice(from);
    if (title.includes(name)) return name.replace(SHARED, '').length >= SHORTEST ? name : '';
  }
  return '';
}

/** The documents that a question (search form) calls by their subject, where it calls some of them and not all. */
export function documentsCalled(question: string, documents: PolicyDocument[]): PolicyDocument[] {
  const titles = new Map(documents.map((document) => [document, searchForm(document.title)]));
  const called = [...question.matchAll(CALLED)].flatMap(({ groups }) => {
    const { about = '', sort = '' } = groups ?? {};
    const isSort = (title: string) => sort === '文件' || title.includes(sort);
    return documents.filter((document) => {
      const title = titles.get(document)!;
      return isSort(title) && nameIn(about, title) !== '';
    });
  });
  const some = documents.filter((document) => called.includes(document));
  return some.length < documents.length ? some : [];
}

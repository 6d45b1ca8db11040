import { LOOKS_BACK } from './looks-back.ts';

/** What titles of plans put before the word that says what a section is. */
const BEFORE =
  '(?:总体|总的|指导|基本|工作|编制|规划|行动|实施|事业|发展|建设|主要|奋斗|战略|预期|阶段|面临|存在|突出|内部|外部|宏观|国内外?|现实|时代|当前|的)*';
/** Words for what a plan sets out from, wants or rests on, none of which is a measure. */
const FRAME =
  '(?:要求|思想|原则|理念|方针|目标|指标|思路|愿景|定位|背景|环境|形势|机遇|挑战|空间|依据|需求|问题|困难|不足|短板|薄弱环节|适用范围|总则|附则|术语|组织(?:保障|领导|实施))';
const FRAMING = new RegExp(`^${BEFORE}${FRAME}$`, 'u');

/** True for a title that names the frame of a plan and no matter of its own: 总体要求, 指导思想和基本原则, 面临的形势. */
function isFrame(title: string): boolean {
  const parts = title.split(/[、和与及]/u).filter((part) => part !== '');
  return parts.length > 0 && parts.every((part) => FRAMING.test(part));
}

/** True for a section that sets no measures out, by its title or that of a section around it: frame, or what was done. */
export function holdsNoMeasures(titles: string[]): boolean {
  return titles.some((title) => isFrame(title) || LOOKS_BACK.test(title));
}

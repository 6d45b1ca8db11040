/**
 * Headings under which a plan tells what has been done: 发展基础, 主要成效, 工作回顾. 基础教育 and 基础设施 are matters of their
 * own.
 */
export const LOOKS_BACK =
  /基础(?!教育|设施|性|学科|课程|研究|知识|能力|学段)|成效|成就|成绩|回顾|现状|工作情况|进展/u;

/** True for the titles of a section that looks back and not ahead as well: 现状与目标 does both. */
export function looksBack(path: string[]): boolean {
  return path.some((title) => LOOKS_BACK.test(title) && !/目标|指标/u.test(title));
}

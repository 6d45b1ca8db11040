import { describe, expect, it } from 'vitest';
import { appliesTo } from '../../src/facts/target-scope.ts';

describe('whom a value is set for', () => {
  it.each([
    ['每所“强校工程”学校至少培养1名正高级教师', '每所“强校工程”学校'],
    ['使每名学生至少掌握2项体育运动技能', '每名学生'],
    ['按照每年生均300元的标准安排劳动教育专项经费', '生均'],
    ['适龄残疾儿童义务教育入学率达到99%', '适龄残疾儿童'],
    ['“双师型”教师占比达到60%', '“双师型”教师'],
    ['普惠性幼儿园覆盖率达到85%以上', null],
    ['每学期组织教研活动不少于4次', null],
  ])('%s: %s', (segment, expected) => {
    expect(appliesTo(segment)).toBe(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { documentOf, readText } from '../clauses/documents.ts';

/** What the text at a document's evidence says. */
function said(source: string, fact: keyof ReturnType<typeof documentOf>['evidence']): string | undefined {
  const span = documentOf(source).evidence[fact];
  return span && source.slice(span.start, span.end);
}

describe('metadata of the seeds', () => {
  it('reads the Xiqing plan with the notice that issues it', () => {
    const source = readText('seeds/xiqing-education-action-plan-2023-2025.md');
    expect(documentOf(source)).toMatchObject({
      title: '西青区教育高质量发展三年行动方案（2023—2025年）',
      issuer: '天津市西青区人民政府办公室',
      addressee: '各镇人民政府、街道办事处，区政府各委、办、局，各区属机构',
      issuedOn: '2023-11-23',
      status: '现行',
      period: { fromYear: 2023, toYear: 2025 },
      region: '西青区',
    });
    expect(said(source, 'status')).toContain(
      '现将《西青区教育高质量发展三年行动方案（2023—2025年）》印发给你们',
    );
    expect(said(source, 'issuedOn')).toBe('2023年11月23日');
    expect(said(source, 'period')).toContain('2023—2025年');
  });

  it('reads the Nankai draft', () => {
    const source = readText('seeds/nankai-education-14th-five-year-plan.txt');
    expect(documentOf(source)).toMatchObject({
      title: '南开区教育事业发展第十四个五年规划',
      issuer: null,
      issuedOn: null,
      status: '征求意见稿',
      period: { fromYear: 2021, toYear: 2025 },
      region: '南开区',
    });
    expect(said(source, 'status')).toContain('征求意见稿');
    expect(said(source, 'period')).toBe('“十四五”期间（2021—2025年）');
  });
});

describe('title', () => {
  it.each([
    [
      'a title on two lines',
      '岚川市国民经济和社会发展\n第十五个五年规划纲要\n\n一、总体要求\n',
      '岚川市国民经济和社会发展第十五个五年规划纲要',
    ],
    [
      'a letterhead and a number above it',
      '云溪区人民政府办公室文件\n云政办发〔2031〕6号\n云溪区养老服务实施方案\n\n一、目标\n',
      '云溪区养老服务实施方案',
    ],
    [
      'fields of a portal above it',
      '索引号：111/2031\n发布日期：2031-02-03\n云溪区托管服务管理办法\n第一条 为了规范。\n',
      '云溪区托管服务管理办法',
    ],
    [
      'a bracket about its adoption below it',
      '云溪市绿化条例\n（2031年1月2日云溪市人民代表大会常务委员会第3次会议通过）\n第一章 总则\n',
      '云溪市绿化条例',
    ],
    [
      'years in brackets below it',
      '云溪区就业三年行动计划\n（2031—2033年）\n为促进就业，制定本计划。\n',
      '云溪区就业三年行动计划（2031—2033年）',
    ],
    [
      'a Markdown title broken in two headings',
      '# 云溪区人民政府关于印发\n# 云溪区绿地规划的通知\n\n各街道：\n',
      '云溪区绿地规划',
    ],
    ['no title at all', '各街道要抓好落实，按时上报。\n', 'doc'],
  ])('is read from %s', (_, source, title) => {
    expect(documentOf(source).title).toBe(title);
  });

  it('of what a notice issues is the one its text announces', () => {
    const source =
      '云溪区教育局关于印发《托管服务规范（试行）》的通知\n各学校：\n现将《云溪区托管服务规范（试行）》印发给你们。\n';
    expect(documentOf(source)).toMatchObject({ title: '云溪区托管服务规范（试行）', status: '试行' });
  });

  it('of a notice that issues nothing is its own, whatever it refers to', () => {
    const source =
      '云溪区教育局关于做好招生工作的通知\n各学校：\n根据市教委印发的《招生工作意见》，通知如下。\n';
    expect(documentOf(source)).toMatchObject({
      title: '云溪区教育局关于做好招生工作的通知',
      issuer: '云溪区教育局',
    });
  });

  it('of a consultation is the draft it puts up for comment', () => {
    const source =
      '关于公开征求《云溪区户外广告管理办法（征求意见稿）》意见的公告\n\n为规范户外广告设置，我局起草了《云溪区户外广告管理办法（征求意见稿）》，现公开征求意见。\n\n云溪区城市管理局\n2031年4月5日\n';
    expect(documentOf(source)).toMatchObject({
      title: '云溪区户外广告管理办法',
      status: '征求意见稿',
      issuer: '云溪区城市管理局',
      issuedOn: '2031-04-05',
    });
  });
});

describe('status', () => {
  it.each([
    ['云溪区共享单车管理暂行办法\n第一条 为了规范。\n', '暂行'],
    ['云溪区积分入学办法（试行）\n第一条 为了规范。\n', '试行'],
    ['云溪区绿化规划\n（送审稿）\n一、总则\n', '送审稿'],
    ['云溪区绿化规划\n一、总则\n按照试行办法执行。\n', '未注明'],
    ['云溪区教育局关于开展检查的通知\n各学校：\n请认真落实。\n云溪区教育局\n2031年4月5日\n', '现行'],
  ])('of %j is %s', (source, status) => {
    expect(documentOf(source).status).toBe(status);
  });
});

describe('date of issue', () => {
  it.each([
    [
      'a signature in Chinese digits',
      '关于放假的通知\n各单位：\n放假一天。\n云溪区人民政府\n二〇三一年十二月二十三日\n',
      '2031-12-23',
    ],
    ['a field of a portal', '成文日期：2031-02-03\n云溪区绿化规划\n一、总则\n', '2031-02-03'],
    [
      'publication before adoption',
      '云溪市绿化办法\n（2031年3月1日市政府常务会议通过 2031年4月2日市政府令第3号公布）\n',
      '2031-04-02',
    ],
    [
      'the imprint at the end',
      '云溪区绿化规划\n一、总则\n植树。\n云溪区人民政府办公室    2031年6月7日印发\n',
      '2031-06-07',
    ],
    ['no line of its own', '云溪区绿化规划\n一、总则\n到2031年6月7日完成。\n', null],
    ['a date that does not exist', '关于放假的通知\n各单位：\n放假。\n2031年13月40日\n', null],
  ])('is read from %s', (_, source, issuedOn) => {
    expect(documentOf(source).issuedOn).toBe(issuedOn);
  });
});

describe('issuer', () => {
  it('is who signs above the date where the title does not name it', () => {
    const source =
      '关于加强防汛工作的通知\n各街道：\n请抓好落实。\n云溪区水务局\n云溪区应急管理局\n2031年6月1日\n';
    expect(documentOf(source).issuer).toBe('云溪区水务局、云溪区应急管理局');
    expect(said(source, 'issuer')).toBe('云溪区水务局\n云溪区应急管理局');
  });

  it('is who published a regulation', () => {
    const source =
      '云溪市绿化办法\n（2031年3月1日市政府常务会议通过 2031年4月2日云溪市人民政府令第3号公布）\n';
    expect(documentOf(source).issuer).toBe('云溪市人民政府');
  });
});

describe('plan period', () => {
  it.each([
    ['云溪区国民经济和社会发展第十五个五年规划纲要\n一、总则\n', 2026, 2030],
    ['云溪区“十五五”教育规划\n一、总则\n', 2026, 2030],
    ['云溪区应急体系规划\n“十六五”时期是关键期。\n', 2031, 2035],
    ['云溪区养老行动计划（2031-2033）\n一、总则\n', 2031, 2033],
    ['云溪区教育局2031年工作要点\n一、落实“十六五”规划\n', 2031, 2031],
    ['云溪区“十六五”规划和2045年远景目标纲要\n一、总则\n', 2031, 2035],
    ['云溪区教育规划\n本规划期限为2031年至2040年。\n', 2031, 2040],
    ['云溪区“十五五”教育规划\n“十四五”时期（2021—2025年），成绩显著。\n', 2026, 2030],
  ])('of %j is %i to %i', (source, fromYear, toYear) => {
    expect(documentOf(source).period).toEqual({ fromYear, toYear });
  });

  it('is none for rules and notices, whatever plans they mention', () => {
    const source = '云溪区托管服务管理办法\n第一条 根据“十四五”规划（2021—2025年）制定本办法。\n';
    expect(documentOf(source).period).toBeNull();
  });
});

describe('region', () => {
  it.each([
    ['天津市西青区养老规划', '西青区'],
    ['滨海新区教育规划', '滨海新区'],
    ['和平区托管服务管理办法', '和平区'],
    ['广西壮族自治区南宁市绿化条例', '南宁市'],
    ['玉龙纳西族自治县旅游条例', '玉龙纳西族自治县'],
    ['房山区山区发展规划', '房山区'],
    ['云溪区社区教育工作方案', '云溪区'],
    ['社区教育工作方案', null],
    ['义务教育学区化办学方案', null],
    ['县域普通高中发展行动计划', null],
    ['全市教育数字化规划', null],
    ['城市更新规划', null],
  ])('of %s is %s', (title, region) => {
    expect(documentOf(`${title}\n一、总则\n`).region).toBe(region);
  });
});

describe('addressee', () => {
  it('is the line that greets, not a sentence that ends with a colon', () => {
    const notice = '关于检查的通知\n各街道办事处，各委、办、局：\n请落实。\n';
    expect(documentOf(notice).addressee).toBe('各街道办事处，各委、办、局');
    const rules = '云溪区托管办法\n第一条 为了规范托管服务。\n各街道办事处履行下列职责：\n（一）检查；\n';
    expect(documentOf(rules).addressee).toBeNull();
  });
});

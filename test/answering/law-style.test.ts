import { afterAll, describe, expect, it } from 'vitest';
import { servePlans } from '../fakes/invented-plans.ts';

const { close, ask, index } = await servePlans({
  'one.md': `云溪市海棠区学前教育发展行动计划（2036—2038年）

第一条 目标任务。到2038年，毛入园率稳定在98%，公办园占比达到63%。

第二条 补齐资源短板。三年建设项目如下：

1.海湾幼儿园，12个班，2036年9月投用；

2.凤凰幼儿园，15个班，2037年9月投用；

3.江北幼儿园，9个班，2038年9月投用。

第三条 加强师资队伍。严格落实配备要求。公办园在编教师占比每年提高2个百分点。幼儿园教师持证上岗率达到100%。

第四条 推进托幼一体。支持幼儿园开设托班。（区卫生健康委、区教育局）

| 指标 | 单位 | 2035年基数 | 2038年 |
| --- | --- | --- | --- |
| 教师本科以上学历比例（小学） | % | 71 | 88 |
| 生均经费（小学） | 元 | 800 | 900 |
| 近视率（年均） | % | 40 | 38 |
`,
});
afterAll(close);

describe('articles with a title of their own', () => {
  it('stand in the path with it', () => {
    const clauses = index.clauses.filter(({ kind }) => kind === 'article');
    expect(clauses.map(({ path }) => path.at(-1))).toContain('第三条加强师资队伍');
  });

  it('the title alone is no answer', async () => {
    const { answer } = await ask('海棠区怎么加强师资队伍？');
    expect(answer).toContain('严格落实配备要求');
    expect(answer).not.toContain('第三条');
  });
});

describe('values and names of such plans', () => {
  it('a share that rises by points is told, not the share of the sentence behind it', async () => {
    const { answer } = await ask('在编教师占比目标是多少？');
    expect(answer).toContain('2个百分点');
    expect(answer).not.toContain('63%');
  });

  it('kindergartens asked for by name come all', async () => {
    const { answer } = await ask('要新建哪几所幼儿园？');
    for (const name of ['海湾幼儿园', '凤凰幼儿园', '江北幼儿园']) expect(answer).toContain(name);
  });

  it('offices alone in brackets are responsible', async () => {
    const { answer } = await ask('托幼一体由谁负责？');
    expect(answer).toContain('区卫生健康委、区教育局');
  });

  it('what stands in brackets is a unit only where it can be one', async () => {
    const { answer } = await ask('小学教师本科以上学历比例是多少？');
    expect(answer).toContain('71%');
    expect(answer).not.toContain('71小学');
    expect((await ask('生均经费多少？')).answer).toContain('900元');
  });
});

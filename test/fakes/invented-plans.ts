import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer } from '../../src/answering/answer.ts';
import { type Assistant, createAssistant } from '../../src/assistant.ts';
import { buildIndex } from '../../src/build-index.ts';
import { openIndex } from '../../src/indexing/index-store.ts';
import type { PolicyIndex } from '../../src/indexing/policy-index.ts';
import { expectContractKept } from './answer-contract.ts';

/** An issued plan of a district that does not exist, with responsible units, a counted list and coinages. */
export const YUNXI = `溪山市云溪区人民政府办公室关于印发云溪区养老服务发展行动方案（2031—2033年）的通知

各街道办事处，各委、办、局：

《云溪区养老服务发展行动方案（2031—2033年）》已经区政府同意，现印发给你们，请遵照执行。

2030年12月8日

云溪区养老服务发展行动方案（2031—2033年）

一、工作基础

截至2030年底，全区建成社区食堂28个，护理型床位占比达到52%，建成老年大学教学点16所。

二、工作目标

到2033年，护理型床位占比达到68%，社区食堂达到45个。养老护理员总数达到900名，每名护理员每年参加不少于40学时的继续教育培训。

三、重点任务

（一）实施五项暖心行动

1. 助餐便利行动。每个街道至少设置两个社区食堂，对八十岁以上老年人给予就餐折扣。（责任单位：区民政局、区商务局、区市场监管局）

2. 助浴上门行动。培育助浴服务队伍，为失能老年人提供上门助浴服务。（责任单位：区民政局、区卫生健康委）

3. 适老改造行动。完成困难老年人家庭适老化改造1200户，重点改造卫生间和楼道扶手。（责任单位：区住房建设局、区民政局）

4. 智慧守护行动。为独居老年人安装烟感报警器和跌倒监测仪，建设区级智慧养老平台。（责任单位：区数据局）

5. 银龄课堂行动。建立“一校三站”老年教育网络，即以区老年大学为龙头，建设街道学习站、社区学习站和楼栋学习站。（责任单位：区文化旅游局、区老龄办）

（二）完善运营扶持政策

落实“四减两补”要求，减轻养老机构负担。鼓励社会力量通过公建民营方式参与运营，运营补贴按照服务质量星级发放。（责任单位：区财政局、区民政局）

（三）加强人才队伍建设

推行“双导师”培养模式，由医院护士长和养老机构骨干共同带教新入职护理员。（责任单位：区卫生健康委、区人社局）

四、保障措施

成立区养老服务工作领导小组，办公室设在区民政局，每季度召开一次调度会。
`;

/** A draft plan of another district that does not exist, on the same matters, without any list of responsible units. */
export const LINPU = `临浦区养老服务发展“十六五”规划

（征求意见稿）

“十六五”时期（2031—2035年）是养老服务发展的关键期，制定本规划。

一、发展现状

“十五五”期间，全区护理型床位占比达到44%，新建护理院6所。

二、存在问题

农村地区养老服务设施不足，护理人员流失较快，社区医养结合不够紧密。

智慧养老建设滞后，数据共享存在壁垒。

三、发展目标

到2035年，护理型床位占比不低于75%，新增护理院9所，认知障碍照护床位达到600张。

四、主要任务

（一）优化设施布局

利用闲置校舍改建村级幸福院，实现行政村全覆盖。

（二）推进医养结合

支持护理院与社区卫生服务中心签约合作，开设家庭病床。建立“三联”服务机制：

1. 机构联建。护理院与医院共建康复病区。

2. 人才联育。医护人员到护理院轮岗。

3. 信息联通。健康档案与照护档案互通。

（三）发展农村互助养老

开展“邻里守望”活动，组织低龄老年人结对帮扶高龄老年人。
`;

/** What a test works with: the assistant on a fresh index of the given documents, its clock standing still. */
export interface InventedService {
  index: PolicyIndex;
  assistant: Assistant;
  /** Asks after turns of the same person; whatever comes back keeps the contract. */
  ask(question: string, ...before: string[]): Promise<Answer>;
  /** Removes the folder with documents and index. */
  close(): Promise<void>;
}

/** Builds an index of documents (file name → text) in a temporary folder and serves it at `today`. */
export async function servePlans(
  documents: Record<string, string> = { 'yunxi.md': YUNXI, 'linpu.txt': LINPU },
  today = '2032-05-01',
): Promise<InventedService> {
  const root = await mkdtemp(join(tmpdir(), 'plans-'));
  const docsDir = join(root, 'docs');
  const indexDir = join(root, 'index');
  await mkdir(docsDir);
  for (const [file, text] of Object.entries(documents)) await writeFile(join(docsDir, file), text);
  await buildIndex({ docsDir, indexDir });
  const index = await openIndex(indexDir);
  const assistant = createAssistant(() => index, { now: () => new Date(today) });
  const ask = async (question: string, ...before: string[]) => {
    const history = before.map((content) => ({ role: 'user' as const, content }));
    const answer = await assistant.ask({ question, history });
    expectContractKept(answer, index);
    return answer;
  };
  return { index, assistant, ask, close: () => rm(root, { recursive: true }) };
}

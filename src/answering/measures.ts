/** Words with which a statement opens that only says where things should go: 主动适应, 不断提高, 充分激发. */
const AIMING =
  /^(?:主动|积极|不断|全面|充分|进一步|努力|着力|大力|切实|有效|持续|深入|整体)*(?:坚持|加强|深化|提升|提高|促进|推进|推动|激发|增强|(?<=积极|不断|主动)探索|打造|优化|扩大|满足|实现|适应|形成|强化|发展)/u;
/** What is counted or named: figures, 《titles》, “names”. */
const NAMES = /[\d《“]/u;

/** True where a sentence says what shall be achieved, and no step towards it. */
export function isAim(text: string): boolean {
  if (NAMES.test(text)) return false;
  return text
    .split(/[，；。;,]/u)
    .filter((part) => part !== '')
    .every((part) => AIMING.test(part));
}

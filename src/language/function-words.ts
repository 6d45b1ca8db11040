/**
 * Words that only hold a sentence together or only ask. They are left out of the words of a text: a question would
 * otherwise match clauses by its grammar. Nothing that can name a matter of policy (任务, 行动, 扩大, 要求) belongs here.
 */
export const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  `的 了 吗 呢 吧 啊 呀 嘛 哦 哈 么 得 地 着 过 是 在 和 与 及 以及 并 或 或者 而 且 并且 等 等等 就 都 也 还 又 很 太 把 被 将
  对 对于 关于 从 向 往 由 为 为了 以 于 之 其 这 那 此 该 这个 那个 这些 那些 这里 那里 这样 那样 它 他 她 它们 他们 她们 我 你 您 我们 你们 咱 咱们
  自己 有 没有 没 不 会 能 可以 能够 要 到 上 下 里 中 内 按 按照 根据 通过 因为 所以 如果 但 但是 那么 则 即 若 跟 同 给 让 使 来 去 说 想 请 请问 问 问问
  什么 哪 哪些 哪个 哪里 哪儿 哪几 哪家 谁 怎么 怎样 怎么样 怎么办 如何 为什么 为何 多少 几 几个 是不是 是否 有没有 能不能 会不会 可不可以 一下
  一个 一种 一些 一 个 所 者 吗 啥 咋 咋样 想知道 告诉 麻烦 谢谢 你好 您好`.split(/\s+/),
);

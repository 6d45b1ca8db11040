export type QuantityKind = 'percent' | 'year' | 'date' | 'money' | 'count' | 'ordinal' | 'plain';

/** A number in a text with what it counts; equal quantities have equal `canonical`, however they are written. */
export interface Quantity {
  start: number;
  end: number;
  /** As printed, unit included. */
  text: string;
  /** 93 for 93%, yuan for money, the year for years and dates, the lower end of a range. */
  value: number;
  /** Upper end of a range (2—3所). */
  upper?: number;
  /** 个, 所, 年, %, 元 …; '' where the number stands alone. */
  unit: string;
  kind: QuantityKind;
  /** 93%, 2025年, 2021-2025年, 50个, 15000名, 第3条, 2023年11月23日. */
  canonical: string;
}

/** A quantity before its place in the text is filled in. */
export type Found = Omit<Quantity, 'text' | 'start'>;
